//! A vector: what goes in, and the exact bytes that come out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use safeguarding::canonical::sha256_hex;
use serde_json::{Map, Value, json};

/// Answers up to this many bytes stand in the vector itself; longer ones by length and hash.
const STATED: usize = 2048;

/// Bytes that go in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arg {
    /// UTF-8 text.
    Text(String),
    /// Bytes that are no text.
    Bytes(Vec<u8>),
    /// Nothing, where a call can do without.
    Nothing,
}

impl Arg {
    pub(crate) fn json(value: &Value) -> Self {
        Self::Text(value.to_string())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
            Self::Nothing => &[],
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => json!({ "text": text }),
            Self::Bytes(bytes) => json!({ "base64": STANDARD.encode(bytes) }),
            Self::Nothing => Value::Null,
        }
    }

    fn read(value: &Value) -> Option<Self> {
        if value.is_null() {
            return Some(Self::Nothing);
        }
        match (value.get("text"), value.get("base64")) {
            (Some(text), None) => Some(Self::Text(text.as_str()?.to_owned())),
            (None, Some(bytes)) => Some(Self::Bytes(STANDARD.decode(bytes.as_str()?).ok()?)),
            _ => None,
        }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Where the ruleset comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    BuiltIn(String),
    Compiled(Arg),
    Documents(Arg),
}

/// A call with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) call: String,
    pub(crate) args: Vec<Arg>,
}

impl Asked {
    pub(crate) fn new(call: &str, args: Vec<Arg>) -> Self {
        Self { call: call.to_owned(), args }
    }
}

/// A vector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vector {
    pub(crate) id: String,
    pub(crate) authoring: bool,
    pub(crate) ruleset: Option<Source>,
    pub(crate) retrospective: bool,
    pub(crate) case: Option<Arg>,
    pub(crate) add: Vec<Arg>,
    pub(crate) asked: Asked,
    pub(crate) then: Option<Asked>,
}

impl Vector {
    /// A call on a built-in ruleset and, where given, a case.
    pub(crate) fn new(id: impl Into<String>, ruleset: Option<&str>, case: Option<Arg>, asked: Asked) -> Self {
        Self {
            id: id.into(),
            authoring: false,
            ruleset: ruleset.map(|name| Source::BuiltIn(name.to_owned())),
            retrospective: false,
            case,
            add: Vec::new(),
            asked,
            then: None,
        }
    }

    pub(crate) fn retrospective(mut self) -> Self {
        self.retrospective = true;
        self
    }

    pub(crate) fn authoring(mut self) -> Self {
        self.authoring = true;
        self
    }

    pub(crate) fn from(mut self, ruleset: Source) -> Self {
        self.ruleset = Some(ruleset);
        self
    }

    pub(crate) fn adding(mut self, events: Vec<Arg>) -> Self {
        self.add = events;
        self
    }

    pub(crate) fn then(mut self, asked: Asked) -> Self {
        self.then = Some(asked);
        self
    }

    /// The vector with what the engine says.
    pub(crate) fn json(&self) -> Value {
        let (first, second) = super::run::outcomes(self);
        let mut vector = asked_json(&self.asked, &first);
        vector.insert("id".to_owned(), self.id.clone().into());
        if self.authoring {
            vector.insert("authoring".to_owned(), true.into());
        }
        if let Some(ruleset) = &self.ruleset {
            let ruleset = match ruleset {
                Source::BuiltIn(name) => json!({ "built_in": name }),
                Source::Compiled(bytes) => json!({ "compiled": bytes.to_json() }),
                Source::Documents(request) => json!({ "documents": request.to_json() }),
            };
            vector.insert("ruleset".to_owned(), ruleset);
        }
        if self.retrospective {
            vector.insert("retrospective".to_owned(), true.into());
        }
        if let Some(case) = &self.case {
            vector.insert("case".to_owned(), case.to_json());
        }
        if !self.add.is_empty() {
            vector.insert("add".to_owned(), self.add.iter().map(Arg::to_json).collect());
        }
        if let (Some(then), Some(second)) = (&self.then, &second) {
            vector.insert("then".to_owned(), Value::Object(asked_json(then, second)));
        }
        Value::Object(vector)
    }

    /// A vector as it stands in a file.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let arg = |key: &str| value.get(key).and_then(Arg::read);
        let ruleset = match value.get("ruleset") {
            None => None,
            Some(ruleset) => Some(match (ruleset.get("built_in"), ruleset.get("compiled"), ruleset.get("documents")) {
                (Some(name), None, None) => Source::BuiltIn(name.as_str()?.to_owned()),
                (None, Some(bytes), None) => Source::Compiled(Arg::read(bytes)?),
                (None, None, Some(request)) => Source::Documents(Arg::read(request)?),
                _ => return None,
            }),
        };
        let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
        let add = value
            .get("add")
            .and_then(Value::as_array)
            .map_or(Some(Vec::new()), |list| list.iter().map(Arg::read).collect::<Option<Vec<_>>>())?;
        Some(Self {
            id: value.get("id")?.as_str()?.to_owned(),
            authoring: flag("authoring"),
            ruleset,
            retrospective: flag("retrospective"),
            case: arg("case"),
            add,
            asked: read_asked(value)?,
            then: match value.get("then") {
                None => None,
                Some(then) => Some(read_asked(then)?),
            },
        })
    }
}

fn read_asked(value: &Value) -> Option<Asked> {
    let args = value.get("args")?.as_array()?.iter().map(Arg::read).collect::<Option<Vec<_>>>()?;
    Some(Asked { call: value.get("call")?.as_str()?.to_owned(), args })
}

fn asked_json(asked: &Asked, outcome: &Result<Vec<u8>, Vec<u8>>) -> Map<String, Value> {
    let (word, bytes) = match outcome {
        Ok(bytes) => ("ok", bytes),
        Err(bytes) => ("error", bytes),
    };
    Map::from_iter([
        ("call".to_owned(), asked.call.clone().into()),
        ("args".to_owned(), asked.args.iter().map(Arg::to_json).collect()),
        ("expect".to_owned(), json!({ word: out(bytes) })),
    ])
}

/// Bytes that come out.
pub(crate) fn out(bytes: &[u8]) -> Value {
    let mut out = json!({ "length": bytes.len(), "sha256": sha256_hex(bytes) });
    if let Ok(text) = std::str::from_utf8(bytes)
        && bytes.len() <= STATED
    {
        out["text"] = text.into();
    }
    out
}
