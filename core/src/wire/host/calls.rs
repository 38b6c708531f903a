//! The calls of the paved path, as a table: what a binding must offer.

/// What a call is made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum On {
    /// The library itself: no handle is needed.
    Library,
    /// A ruleset.
    Ruleset,
    /// A case that was opened.
    Case,
}

/// One call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// What it is made on.
    pub on: On,
    /// Its name, in the case of Rust; each language has its own case.
    pub name: &'static str,
    /// What it answers.
    pub what: &'static str,
    /// The document that it gives, by the name of its schema; none for bytes or a handle.
    pub gives: Option<&'static str>,
    /// Whether a host has to turn the retrospective capability on first.
    pub retrospective: bool,
    /// Whether it needs the parser of ruleset documents, which a runtime may leave out.
    pub authoring: bool,
}

const fn call(on: On, name: &'static str, what: &'static str, gives: Option<&'static str>) -> Call {
    Call { on, name, what, gives, retrospective: false, authoring: false }
}

/// Every call of the paved path, in the order in which a host comes to them.
pub const CALLS: &[Call] = &[
    call(On::Library, "about", "versions, the calendar, and the built-in rulesets", Some("library")),
    call(On::Library, "schema", "the JSON Schema of a document of the contract", None),
    call(On::Library, "deadline", "when a limit runs out, and how it was counted", Some("deadline")),
    call(On::Library, "verify_log", "whether the chain of an audit log holds", Some("log-check")),
    call(On::Ruleset, "built_in", "a built-in ruleset by its name", None),
    call(On::Ruleset, "from_compiled", "a ruleset from its compiled bytes", None),
    Call {
        authoring: true,
        ..call(On::Ruleset, "from_documents", "a ruleset from its documents, with every diagnostic", None)
    },
    call(On::Ruleset, "with_retrospective", "the same ruleset with the retrospective calls turned on", None),
    call(On::Ruleset, "stamp", "name, content hash, status and standing", Some("ruleset")),
    call(On::Ruleset, "compiled", "the compiled bytes", None),
    call(On::Ruleset, "vocabulary", "facts, roles, actions, events and rules that a case may name", Some("facts")),
    call(On::Ruleset, "fallback_card", "whom to telephone whatever goes wrong", Some("card")),
    call(On::Ruleset, "answer_live", "a decision on what can be read, or the fallback card", Some("live")),
    call(On::Ruleset, "open_case", "a case, read strictly", None),
    call(On::Case, "add_events", "the case with further events", None),
    call(On::Case, "document", "the case file", Some("case")),
    call(On::Case, "decide", "what must be done, by whom, by when and why", Some("decision")),
    call(On::Case, "since", "what is new since an earlier decision", Some("since")),
    call(On::Case, "explain", "why a rule or an action came out as it did", Some("explanation")),
    call(On::Case, "permits", "whether an event would be in order now", Some("permit")),
    call(On::Case, "replay", "the case contact by contact", Some("replay")),
    call(On::Case, "record", "a decision with its line for the audit log", Some("recorded")),
    call(On::Case, "replay_log", "whether recorded decisions come out the same", Some("log-replay")),
    Call {
        retrospective: true,
        ..call(On::Case, "pooled", "a decision on what all agencies knew together", Some("decision"))
    },
    Call { retrospective: true, ..call(On::Case, "gaps", "what others knew that would have changed it", Some("gaps")) },
];
