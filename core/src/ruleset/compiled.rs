//! The compiled form of a ruleset: one header line, then canonical JSON, bound together by a hash.

use crate::canonical::sha256_hex;
use crate::model::Ruleset;

/// What every compiled ruleset begins with; the number is the version of the form.
const MAGIC: &str = "safeguarding-ruleset/1";
/// The largest compiled ruleset that is read, in bytes.
const LARGEST: usize = 64 << 20;
/// The deepest nesting of a compiled ruleset. The loader refuses conditions that would pass it.
const DEEPEST: usize = 120;

/// Why bytes are not a compiled ruleset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompiledError {
    /// They begin with something else.
    #[error("these bytes are not a compiled ruleset: expected `safeguarding-ruleset` at their beginning")]
    Foreign,
    /// They are in another version of the form.
    #[error("this compiled ruleset is in another version of the form: expected `{MAGIC}`; compile its documents again")]
    Version,
    /// They are more than can be read.
    #[error("this compiled ruleset has more than {LARGEST} bytes")]
    TooLarge,
    /// They end too early.
    #[error("this compiled ruleset is cut short: expected {expected} bytes after its header, found {found}")]
    Truncated {
        /// How many bytes the header announces.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// Their content is not what the header's hash was made of.
    #[error("this compiled ruleset was edited: its content does not have the hash in its header")]
    Edited,
    /// The content is whole and cannot be understood.
    #[error("this compiled ruleset cannot be read: {what}, at byte {at} of its content")]
    Content {
        /// What was found.
        what: String,
        /// Where.
        at: usize,
    },
}

impl Ruleset {
    /// The compiled form: a header line `safeguarding-ruleset/1 HASH LENGTH`, then the ruleset as JSON.
    ///
    /// # Order
    /// The same ruleset always gives the same bytes, on every target.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = self.body();
        let mut bytes = format!("{MAGIC} {} {}\n", sha256_hex(&body), body.len()).into_bytes();
        bytes.extend_from_slice(&body);
        bytes
    }

    /// Reads the compiled form, without the parser of documents.
    ///
    /// The hash finds damage and careless edits. It is no signature: whoever signs a ruleset signs these bytes.
    ///
    /// # Errors
    /// [`CompiledError`] says what is wrong with the bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CompiledError> {
        if bytes.len() > LARGEST {
            return Err(CompiledError::TooLarge);
        }
        let end = bytes.iter().take(256).position(|byte| *byte == b'\n');
        let header = bytes.get(..end.unwrap_or(0)).and_then(|header| std::str::from_utf8(header).ok());
        let header =
            header.filter(|header| header.starts_with("safeguarding-ruleset/")).ok_or(CompiledError::Foreign)?;
        let mut words = header.split(' ');
        if words.next() != Some(MAGIC) {
            return Err(CompiledError::Version);
        }
        let hash = words.next().ok_or(CompiledError::Foreign)?;
        let expected = words.next().and_then(|word| word.parse().ok()).ok_or(CompiledError::Foreign)?;
        let body = end.and_then(|end| bytes.get(end.saturating_add(1)..)).unwrap_or_default();
        if body.len() < expected {
            return Err(CompiledError::Truncated { expected, found: body.len() });
        }
        if body.len() > expected || sha256_hex(body) != hash {
            return Err(CompiledError::Edited);
        }
        if let Some(at) = too_deep(body) {
            return Err(CompiledError::Content { what: "it is nested too deeply".to_owned(), at });
        }
        let mut ruleset: Self = serde_json::from_slice(body)
            .map_err(|error| CompiledError::Content { what: category(&error).to_owned(), at: error.column() })?;
        ruleset.hash = hash.to_owned();
        Ok(ruleset)
    }

    /// The SHA-256 of the compiled content, lower-case hex: what an answer and an audit record name the ruleset by.
    #[must_use]
    pub fn content_hash(&self) -> String {
        sha256_hex(&self.body())
    }

    /// The content without the hash of itself.
    fn body(&self) -> Vec<u8> {
        let unhashed = Self { hash: String::new(), ..self.clone() };
        // The model holds only lists, texts and whole numbers, which always serialise.
        serde_json::to_vec(&unhashed).unwrap_or_default()
    }
}

fn category(error: &serde_json::Error) -> &'static str {
    if error.is_eof() {
        "it ends too early"
    } else if error.is_syntax() {
        "it is not JSON"
    } else {
        "it does not have the shape of a ruleset"
    }
}

/// The byte at which JSON nests too deeply, found before anything recurses.
fn too_deep(body: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut escaped = false;
    for (at, byte) in body.iter().enumerate() {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'[' | b'{' => depth = depth.saturating_add(1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}
