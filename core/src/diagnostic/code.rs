//! The registry of diagnostic codes.
//!
//! A code is for ever: its number and its slug never change their meaning, and a retired number is not used again.
//! Each has a page in `codes/`, which is the manual; a broken document in `tests/documents/broken`; and a snapshot.

use std::fmt;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the ruleset loads.
    Warning,
    /// The ruleset does not load, or is not released.
    Error,
}

impl Severity {
    /// `warning` or `error`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! codes {
    ($($variant:ident = $number:literal $slug:literal $severity:ident, $why:literal;)*) => {
        /// A stable diagnostic code, such as `SP0101 unknown-name`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(
                #[doc = concat!("`", $number, " ", $slug, "`: ", $why, ".")]
                $variant,
            )*
        }

        impl Code {
            /// Every code, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The number, such as `SP0101`.
            #[must_use]
            pub fn number(self) -> &'static str {
                match self { $(Self::$variant => $number),* }
            }

            /// The slug, such as `unknown-name`.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),* }
            }

            /// How much it weighs.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            /// Why it matters to a child, in one line without a final stop.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self { $(Self::$variant => $why),* }
            }

            /// The page of documentation, in Markdown: what it means, why it matters, an example, what to do.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("codes/", $number, ".md"))),* }
            }
        }
    };
}

codes! {
    // Reading documents.
    InvalidToml = "SP0001" "invalid-toml" Error,
        "a block that cannot be read holds rules that would protect no child";
    NotUtf8 = "SP0002" "not-utf8" Error,
        "text that cannot be read might be a rule";
    TooLarge = "SP0003" "too-large" Error,
        "a phone or browser in a consultation must not run out of memory over a document";
    TooDeep = "SP0004" "too-deep" Error,
        "deep nesting can exhaust the stack of a phone or browser in the middle of a consultation";
    UnknownTable = "SP0005" "unknown-table" Error,
        "a misspelt table would be left out, and with it the rule that it holds";
    UnknownKey = "SP0006" "unknown-key" Error,
        "a misspelt key would be left out without a word, and with it a limit or an exception";
    WrongType = "SP0007" "wrong-type" Error,
        "a value of the wrong type has no meaning that could be acted on";
    MissingKey = "SP0008" "missing-key" Error,
        "what is not said cannot be shown to the person at the screen";
    DuplicateId = "SP0009" "duplicate-id" Error,
        "of two things with one name, one would be lost";
    UnknownWord = "SP0010" "unknown-word" Error,
        "a word outside the list has no meaning that could be acted on";
    BadIdentifier = "SP0011" "bad-identifier" Error,
        "conditions and cases could not name it";
    RulesetTable = "SP0012" "ruleset-table" Error,
        "every answer must say which ruleset it comes from, in which edition and standing";
    BadDate = "SP0013" "bad-date" Error,
        "nobody may be judged by a text of another day";
    UnclosedFence = "SP0014" "unclosed-fence" Error,
        "prose below the fence would be read as rules, or rules as prose";

    // Names.
    UnknownName = "SP0101" "unknown-name" Error,
        "a duty that names nobody, or a fact that nobody can record, protects no child";
    UnknownFact = "SP0102" "unknown-fact" Error,
        "a condition on a fact that nobody can record is unknown for every child";
    UnknownLabel = "SP0103" "unknown-label" Error,
        "a test for a value that cannot occur is never true, and its rule never fires";
    UnknownCollection = "SP0104" "unknown-collection" Error,
        "a condition over a set that does not exist looks at nobody";
    NoPathway = "SP0105" "no-pathway" Error,
        "an answer says which pathways were looked at, so every rule belongs to one";

    // Conditions.
    ConditionSyntax = "SP0201" "condition-syntax" Error,
        "a condition that cannot be read decides nothing";
    ConditionTooLarge = "SP0202" "condition-too-large" Error,
        "a condition this large exhausts a phone's stack and cannot be read aloud by a policy lead";
    OutsideSubset = "SP0203" "outside-subset" Error,
        "engines disagree about this construct, so that a child's answer would depend on the software";
    TypeMismatch = "SP0204" "type-mismatch" Error,
        "values of different types never compare as intended, so that the rule would never fire or always";
    UnitMismatch = "SP0205" "unit-mismatch" Error,
        "weeks compared with days put a limit seven times too early or too late";
    OutOfBounds = "SP0206" "out-of-bounds" Error,
        "a limit outside what can be right is always or never met";
    UnknownDecides = "SP0207" "unknown-decides" Error,
        "not knowing must never choose a branch";
    KnowingNotAllowed = "SP0208" "knowing-not-allowed" Error,
        "a rule about a child must not depend on what has been written down";
    ReadsRecordedOnly = "SP0209" "reads-recorded-only" Error,
        "the fact is kept for people to read, and no response may hang on it";
    NotInScope = "SP0210" "not-in-scope" Error,
        "a condition that does not say whose fact it reads would read somebody else's";

    // The fail-safe discipline.
    ConcernNegated = "SP0301" "concern-negated" Error,
        "the absence of a concern must never stop a response";
    ConcernCycle = "SP0302" "concern-cycle" Error,
        "rules that wait for each other have no answer";
    LimitInGiven = "SP0303" "limit-in-given" Error,
        "a baby whose age or mobility nobody recorded would be left out";
    NeverLowers = "SP0304" "never-lowers" Error,
        "this fact has reassured people wrongly before, so it may not lower a response";
    NoEvidence = "SP0305" "no-evidence" Error,
        "a reassuring value that counts from anybody lets a false account remove a response";
    ExceptionWithoutEvidence = "SP0306" "exception-without-evidence" Warning,
        "an exception that hangs on no evidence can be claimed by anybody";
    Circular = "SP0307" "circular" Error,
        "a definition that goes round in a circle has no meaning";
    PresumedForEver = "SP0308" "presumed-for-ever" Error,
        "without an age up to which immobility is presumed, a child of seven with a grazed knee would be referred";
    ScopeMismatch = "SP0309" "scope-mismatch" Error,
        "an exception about one mark must not hold off a duty about another";

    // Grounds.
    Uncited = "SP0401" "uncited" Error,
        "a professional can only weigh a duty whose source is named";
    OutsideBounds = "SP0402" "outside-bounds" Error,
        "a local choice outside the national bounds weakens a protection, and must say so";
    InForceOrder = "SP0403" "in-force-order" Error,
        "nobody may be judged by a text that was never in force";

    // Parties, actions, time.
    BadLimit = "SP0501" "bad-limit" Error,
        "a deadline that cannot be computed is never overdue";
    BadHours = "SP0502" "bad-hours" Error,
        "a call at night must reach somebody who is on duty";
    NobodyOnDuty = "SP0503" "nobody-on-duty" Error,
        "babies are hurt at night and at weekends, and a duty then needs somebody to take it";
    IncompleteAction = "SP0504" "incomplete-action" Error,
        "an instruction that leaves out whom, what or before what is not carried out";
    ConflictingActions = "SP0505" "conflicting-actions" Error,
        "two instructions that exclude each other stop the person at the screen";

    // Statecharts.
    UnownedState = "SP0601" "unowned-state" Error,
        "a state that nobody owns, or that has no time, is where referrals are lost";
    UndeclaredPair = "SP0602" "undeclared-pair" Error,
        "an event that happened and is nowhere provided for would vanish from the child's story";
    UnreachableState = "SP0603" "unreachable-state" Error,
        "a situation that the process cannot reach protects no child";
    NoWayOut = "SP0604" "no-way-out" Error,
        "a child would stay in this state for ever";
    ContradictoryPair = "SP0605" "contradictory-pair" Error,
        "the second of two answers to one event would never be used";
    GuardWithoutDeviation = "SP0606" "guard-without-deviation" Error,
        "a step that is out of order must be named, or nobody can learn from it";

    // Use and scenarios.
    UnreadFact = "SP0701" "unread-fact" Warning,
        "a question that changes nothing takes time from the child";
    NeverUsed = "SP0702" "never-used" Warning,
        "something declared and never used is often a rule that was forgotten";
    MissingScenario = "SP0703" "missing-scenario" Warning,
        "a rule that nobody has tried on a child may not do what it says";
    BadScenario = "SP0704" "bad-scenario" Error,
        "a scenario that names a moment or value that cannot be tests nothing";

    // Layers.
    UnknownBase = "SP0801" "unknown-base" Error,
        "without the ruleset that it extends, the national duties would be missing";
    Replaces = "SP0802" "replaces" Error,
        "a local ruleset may add to the national one, and never remove or replace a duty";
    UnexplainedOverride = "SP0803" "unexplained-override" Error,
        "a local choice needs a reason that an auditor can read";

    // Release.
    Unverified = "SP0901" "unverified" Error,
        "a rule from memory may be wrong, and somebody must read the source before anybody acts on it";
    UnlistedWeakening = "SP0902" "unlisted-weakening" Error,
        "a weaker local limit must be listed by those who answer for it";
    Untried = "SP0903" "untried" Error,
        "a released rule has been seen to fire, to fall just short, and to do without its deciding fact";

    // Proof: found by `verify`, over every combination of facts.
    NeverFires = "SP1001" "never-fires" Error,
        "a rule that no child can bring to fire protects none";
    AddsNothing = "SP1002" "adds-nothing" Warning,
        "two rules that ask the same drift apart, and one of them is then wrong";
    RequiredTogether = "SP1003" "required-together" Error,
        "whoever is told to do both will do one of them, or neither";
    NotFailSafe = "SP1004" "not-fail-safe" Error,
        "a child of whom less is known would be asked less about";
    UndeclaredReassuring = "SP1005" "undeclared-reassuring" Error,
        "anybody's word would take the protection away";
    Lowers = "SP1006" "lowers" Error,
        "a calm parent or a plausible story would lower the response";
    ClaimBroken = "SP1007" "claim-broken" Error,
        "what was promised of every such child does not hold of this one";
    ClaimEmpty = "SP1008" "claim-empty" Warning,
        "a promise about children that there cannot be protects none";
    LifeBroken = "SP1009" "life-broken" Error,
        "a case can come to where it was promised that none comes, and a child with it";
    LifeStalls = "SP1010" "life-stalls" Error,
        "a case can wait for ever for what was promised to follow, and nobody is told";
    LifeEmpty = "SP1011" "life-empty" Warning,
        "a promise about a course that no case can take protects no child";
    OnACarersWord = "SP1020" "on-a-carers-word" Error,
        "whoever hurt the child could take the protection away by saying so";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number(), self.slug())
    }
}

impl Code {
    /// The code with this number or slug.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(text) || code.slug() == text)
    }
}
