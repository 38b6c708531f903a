//! The documents of a ruleset, as a host hands them in. Nothing here opens a file.

use crate::diagnostic::Texts;

/// One document: its path, for diagnostics, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The path as people know it, such as `england/injury.md`.
    pub path: String,
    /// The text, meant to be UTF-8.
    pub text: Vec<u8>,
}

impl Document {
    /// A document from its path and text.
    pub fn new(path: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

/// The documents of a ruleset, with those of the ruleset that it extends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// The ruleset's name, such as `swindon`: the name of its folder.
    pub name: String,
    /// Its documents; their order is the order of rules in the ruleset and never changes an answer.
    pub documents: Vec<Document>,
    /// The ruleset that it extends.
    pub base: Option<Box<Sources>>,
}

impl Sources {
    /// The documents of a ruleset that extends nothing.
    pub fn new(name: impl Into<String>, documents: Vec<Document>) -> Self {
        Self { name: name.into(), documents, base: None }
    }

    /// The same documents, extending another ruleset.
    #[must_use]
    pub fn extending(mut self, base: Self) -> Self {
        self.base = Some(Box::new(base));
        self
    }

    /// The ruleset that the documents say they extend: `extends` of their `[ruleset]` table, if it can be read.
    #[must_use]
    pub fn extends(&self) -> Option<String> {
        super::root::extends(self)
    }

    /// The same documents, over the built-in ruleset that they say they extend, if there is one of that name.
    #[must_use]
    pub fn over_built_in(self) -> Self {
        if self.base.is_some() {
            return self;
        }
        match self.extends().and_then(|name| super::builtin_sources(&name)) {
            Some(base) => self.extending(base),
            None => self,
        }
    }

    /// The texts for [`crate::diagnostic::render`], those of the extended rulesets included. Bytes that are not
    /// UTF-8 are shown as replacement characters.
    #[must_use]
    pub fn texts(&self) -> Texts {
        let mut texts = self.base.as_ref().map_or_else(Texts::default, |base| base.texts());
        for document in &self.documents {
            texts.add(document.path.clone(), String::from_utf8_lossy(&document.text));
        }
        texts
    }
}
