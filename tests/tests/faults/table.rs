//! What is wrong in each document of `tests/documents/faults`, and what must be found.

/// One document: an edit of the sound ruleset that makes one thing wrong.
pub(crate) struct Fault {
    /// Its name, without the ending.
    pub(crate) document: &'static str,
    /// What is wrong: the document's title.
    pub(crate) wrong: &'static str,
    /// Everything that must be found: a code, and a text that stands on the line that it is reported at.
    pub(crate) found: &'static [(&'static str, &'static str)],
}

const fn fault(document: &'static str, wrong: &'static str, found: &'static [(&'static str, &'static str)]) -> Fault {
    Fault { document, wrong, found }
}

pub(crate) const FAULTS: &[Fault] = &[
    fault(
        "unless-on-a-carers-word",
        "A story holds the rule off, on nobody's evidence",
        &[
            ("SP0306", "unless = 'child.story_fits'"),
            ("SP1005", r#"[fact."child.story_fits"]"#),
            ("SP1007", "[property.P-MARK]"),
        ],
    ),
    fault(
        "carers-word-beside-evidence",
        "A story holds the rule off, beside a fact that has evidence",
        &[("SP1005", r#"[fact."child.story_fits"]"#), ("SP1020", r#"when = 'mark.on_record or child.story_fits'"#)],
    ),
    fault(
        "carers-word-two-files-away",
        "A story makes a baby mobile, through a derived fact of another document",
        &[("SP1005", r#"[fact."child.story_fits"]"#), ("SP1007", "[property.P-MARK]")],
    ),
    fault(
        "answer-beside-a-record",
        "An answer without evidence stands beside a record in an exception",
        &[("SP1005", r#"[fact."child.answered"]"#), ("SP1020", r#"when = 'mark.on_record or child.answered'"#)],
    ),
    fault(
        "manner-in-an-exception",
        "How a carer comes across holds a rule off",
        &[("SP0304", "when = 'mark.on_record and")],
    ),
    fault(
        "manner-two-files-away",
        "How a carer comes across makes a baby mobile, through a derived fact of another document",
        &[("SP0304", "presume = 'child.age_days")],
    ),
    fault(
        "manner-in-a-derived-exception",
        "How a carer comes across takes an action away, through a derived fact",
        &[("SP0304", "when = 'all_checked'")],
    ),
    fault(
        "manner-once-known",
        "That anything is known of how a carer comes across ends the chasing",
        &[("SP1006", r#"[fact."child.manner"]"#)],
    ),
    fault(
        "carers-closed-by-anybody",
        "Anybody's word closes the list of carers",
        &[("SP1005", r#"[fact."child.carers_complete"]"#)],
    ),
    fault(
        "marks-closed-by-anybody",
        "Anybody's word closes the list of marks",
        &[("SP1005", r#"[fact."child.marks_complete"]"#)],
    ),
    fault(
        "checked-by-anybody",
        "Anybody's word makes a carer one who was looked up",
        &[("SP0306", "when = 'all_checked'"), ("SP1005", r#"[fact."person.checked"]"#)],
    ),
    fault(
        "record-without-a-record",
        "The exception rests on no evidence",
        &[
            ("SP0306", "when = 'mark.on_record'"),
            ("SP1005", r#"[fact."mark.on_record"]"#),
            ("SP1020", r#"when = 'mark.on_record'"#),
        ],
    ),
    fault("crawling-on-anybodys-word", "Anybody's word makes a baby mobile", &[("SP1005", r#"[fact."child.crawls"]"#)]),
    fault(
        "evidence-for-the-other-value",
        "The evidence is asked for the value that reassures nobody",
        &[("SP1005", r#"[fact."mark.on_record"]"#), ("SP1020", r#"when = 'mark.on_record'"#)],
    ),
    fault(
        "evidence-for-another-label",
        "The evidence is asked for a rash, and a birthmark takes the action away",
        &[("SP1005", r#"[fact."mark.kind"]"#)],
    ),
    fault(
        "evidence-without-words",
        "What reassures has no test of its evidence",
        &[("SP0008", r#"reassuring = [{ values = ["birthmark"]"#)],
    ),
    fault(
        "rash-reassures",
        "A rash takes the drawing away, and only a birthmark is declared to",
        &[("SP1005", r#"[fact."mark.kind"]"#), ("SP1007", "[property.P-DRAW]")],
    ),
    fault(
        "new-label-reassures",
        "A new label takes the drawing away, and nobody declared it",
        &[("SP1005", r#"[fact."mark.kind"]"#), ("SP1007", "[property.P-DRAW]")],
    ),
    fault(
        "many-days-reassure",
        "A number takes the drawing away above a threshold",
        &[("SP1005", r#"[fact."child.days_unwell"]"#), ("SP1007", "[property.P-DRAW]")],
    ),
    fault(
        "no-days-reassure",
        "A number takes the plan away below a threshold",
        &[
            ("SP1005", r#"[fact."child.days_unwell"]"#),
            ("SP1007", "[property.P-MARK]"),
            ("SP1007", "[property.P-ALARM]"),
        ],
    ),
    fault(
        "crawling-turned-round",
        "A baby who does not crawl counts as one who moves about",
        &[("SP1005", r#"[fact."child.crawls"]"#), ("SP1007", "[property.P-MARK]")],
    ),
    fault(
        "record-turned-round",
        "A mark that nobody wrote down holds the rule off",
        &[("SP1005", r#"[fact."mark.on_record"]"#), ("SP1020", r#"when = 'not(mark.on_record)'"#)],
    ),
    fault(
        "days-that-exclude-each-other",
        "The two ends of the days are swapped",
        &[("SP1001", "[rule.R-UNWELL]"), ("SP1007", "[property.P-UNWELL]")],
    ),
    fault(
        "labels-that-exclude-each-other",
        "A mark would have to be of two kinds at once",
        &[("SP1001", "[rule.R-BOTH]")],
    ),
    fault("compared-with-itself", "A rule waits for a number to exceed itself", &[("SP1001", "[rule.R-MORE]")]),
    fault("unless-that-always-holds", "What holds the rule off always holds with it", &[("SP1001", "[rule.R-NEVER]")]),
    fault("presume-that-denies", "`presume` denies what `given` says", &[("SP1001", "[rule.R-DENIED]")]),
    fault("beyond-the-bounds", "No baby can have been unwell for so many days", &[("SP1001", "[rule.R-QUARTER]")]),
    fault(
        "derived-that-excludes",
        "Two derived facts of another document exclude each other",
        &[("SP1001", "[rule.R-SPAN]")],
    ),
    fault(
        "chain-without-an-end",
        "Nothing raises the concern that a rule waits for",
        &[
            ("SP0702", "[concern.alarm]"),
            ("SP1001", "[rule.R-ALARM]"),
            ("SP1007", "[property.P-MARK]"),
            ("SP1007", "[property.P-ALARM]"),
        ],
    ),
    fault("covered-rule", "A rule asks what another asks of the same babies and more", &[("SP1002", "[rule.R-TEN]")]),
    fault("written-twice", "The same rule stands twice", &[("SP1002", "[rule.R-LONG]")]),
    fault(
        "covered-through-a-derived-fact",
        "A derived fact hides that another rule covers this one",
        &[("SP1002", "[rule.R-FORTNIGHT]")],
    ),
    fault(
        "both-on-the-seventh-day",
        "On the seventh day two actions that exclude each other are required",
        &[("SP1003", "[action.visit]")],
    ),
    fault(
        "no-upper-end",
        "The shorter wait has no upper end, and meets the longer one",
        &[("SP1003", "[action.visit]")],
    ),
    fault(
        "conflict-of-two-reasons",
        "Two rules about different things require what excludes each other",
        &[("SP1003", "[action.plan]")],
    ),
    fault("conflict-in-one-rule", "One rule requires what excludes each other", &[("SP0505", "[rule.R-LONG]")]),
    fault(
        "guard-that-falls-through",
        "Where it is not known whether the baby crawls, nobody is chased",
        &[("SP1004", "[rule.R-CHASE]")],
    ),
    fault(
        "presume-that-falls-through",
        "`presume` asks not to know, and falls through",
        &[("SP0208", "presume = 'not(not(known")],
    ),
    fault(
        "exception-that-falls-through",
        "An exception of the chasing holds where nothing is known",
        &[("SP1004", "[rule.R-CHASE]")],
    ),
    fault(
        "knowing-outside-a-chase",
        "A rule that chases nobody asks whether something is known",
        &[("SP0208", "given = 'concern.alarm and")],
    ),
    fault(
        "knowing-not-negated",
        "A chasing rule waits until something is known",
        &[("SP0208", "known(child.answered)")],
    ),
    fault("one-day-late", "More than three days, where the promise says three", &[("SP1007", "[property.P-UNWELL]")]),
    fault(
        "one-day-early",
        "Two days, where the promise says that nobody is visited for them",
        &[("SP1007", "[property.P-WELL]")],
    ),
    fault("a-week-and-a-day", "More than a week, where the promise says a week", &[("SP1007", "[property.P-LONG]")]),
    fault("limit-a-day-short", "The age limit is moved by one day", &[("SP1007", "[property.P-MARK]")]),
    fault("limit-a-day-long", "The age limit is moved by one day the other way", &[("SP1007", "[property.P-OLDER]")]),
    fault("limit-included", "At most the limit, where it says below it", &[("SP1007", "[property.P-OLDER]")]),
    fault("call-left-out", "An action is missing from a rule", &[("SP1007", "[property.P-MARK]")]),
    fault(
        "concern-left-out",
        "A rule no longer raises the concern that the rest of the chain hangs on",
        &[("SP0702", "[concern.worry]"), ("SP1007", "[property.P-MARK]")],
    ),
    fault(
        "wrong-concern",
        "The plan hangs on the concern before the one that it is for",
        &[("SP1007", "[property.P-ALARM]")],
    ),
    fault(
        "exception-too-wide",
        "One carer who was looked up stands for all of them",
        &[("SP1007", "[property.P-CARER]")],
    ),
    fault(
        "exception-removes-too-much",
        "The exception takes the plan away too",
        &[("SP1007", "[property.P-MARK]"), ("SP1007", "[property.P-ALARM]")],
    ),
    fault(
        "exception-of-another-rule",
        "A new exception holds off a rule that was promised without one",
        &[("SP1007", "[property.P-LONG]")],
    ),
    fault(
        "presume-and-given-swapped",
        "`presume` and `given` are swapped",
        &[("SP1005", r#"[fact."child.story_fits"]"#), ("SP1007", "[property.P-DRAW]")],
    ),
    fault("presume-moved-to-given", "What may be presumed must be known", &[("SP1007", "[property.P-DRAW]")]),
    fault("given-moved-to-presume", "What must be known is presumed", &[("SP1007", "[property.P-RASH]")]),
    fault(
        "negated-part",
        "A part of `given` is turned round",
        &[("SP1007", "[property.P-ALARM]"), ("SP1007", "[property.P-CARER]")],
    ),
    fault(
        "dropped-part",
        "A part of `given` is left out",
        &[("SP1007", "[property.P-ALARM]"), ("SP1007", "[property.P-CARER]")],
    ),
    fault(
        "and-in-place-of-or",
        "Both, where one of the two was meant",
        &[("SP1007", "[property.P-MARK]"), ("SP1007", "[property.P-ALARM]"), ("SP1007", "[property.P-CARER]")],
    ),
    fault(
        "another-label",
        "A bruise is written as a rash",
        &[("SP1007", "[property.P-MARK]"), ("SP1007", "[property.P-RASH]")],
    ),
    fault(
        "fires-for-every-mark",
        "A rule about a bruise fires for every mark",
        &[("SP1007", "[property.P-RASH]"), ("SP1007", "[property.P-OLDER]")],
    ),
    fault(
        "fires-for-every-day",
        "A rule fires from the first day",
        &[("SP1002", "[rule.R-UNWELL]"), ("SP1003", "[action.visit]"), ("SP1007", "[property.P-WELL]")],
    ),
    fault(
        "fires-for-a-rash",
        "A new rule takes in what was promised to be left alone",
        &[("SP1007", "[property.P-RASH]"), ("SP1007", "[property.P-OLDER]")],
    ),
    fault("promise-of-nobody", "A promise speaks of days that exclude each other", &[("SP1008", "[property.P-WELL]")]),
    fault("promise-of-two-kinds", "A promise speaks of a mark of two kinds", &[("SP1008", "[property.P-RASH]")]),
    fault(
        "promise-excepts-everything",
        "A promise excepts everything of which it speaks",
        &[("SP1008", "[property.P-MARK]")],
    ),
    fault("promise-of-nothing", "A promise has no action", &[("SP0008", "[property.P-WELL]")]),
    fault("promise-too-wide", "A promise forgets an exception", &[("SP1007", "[property.P-MARK]")]),
    fault(
        "age-in-given",
        "An age stands where it must be known",
        &[("SP0303", "given = 'child.days_unwell >= 7 and child.age_days")],
    ),
    fault("mobility-in-given", "Mobility stands where it must be known", &[("SP0303", "and not(mobile)'")]),
    fault(
        "concern-turned-round",
        "A rule fires where nothing is raised",
        &[("SP0301", "given = 'not(concern.alarm)'")],
    ),
    fault("presumed-at-every-age", "Immobility is presumed at every age", &[("SP0308", "presume = 'not(mobile)'")]),
    fault("nobody-owns-the-wait", "Nobody owns a state that waits", &[("SP0601", "[region.doctor]")]),
    fault("no-timer-on-the-wait", "A state waits for ever", &[("SP0601", "[region.doctor]")]),
    fault("no-way-out", "A state has no way out", &[("SP0604", "[region.doctor]")]),
    fault("unreachable-state", "A state that nothing leads to", &[("SP0603", "[region.doctor]")]),
    fault("undeclared-pair", "An event that a state says nothing of", &[("SP0602", "[region.doctor]")]),
    fault("new-event-unheard", "A new event that the chart says nothing of", &[("SP0602", "[region.doctor]")]),
    fault("two-ways-at-once", "One event leads from one state to two", &[("SP0605", "[[region.doctor.on]]")]),
    fault(
        "story-that-moves",
        "A promise that a record takes nothing away, and it does",
        &[("SP1007", "[property.P-MOVED]")],
    ),
    fault(
        "exception-takes-more",
        "A promise of what an exception takes forgets what it removes",
        &[("SP1007", "[property.P-TAKES]")],
    ),
    fault(
        "exception-takes-through-a-concern",
        "A promise of what an exception takes forgets what follows from a concern",
        &[("SP1007", "[property.P-THROUGH]")],
    ),
    fault(
        "event-that-moves",
        "A promise that a message takes nothing away, and once it was answered the chase is gone",
        &[("SP1007", "[property.P-EVENT]")],
    ),
    fault(
        "asked-that-moves",
        "A promise that an answer takes nothing away, and what is done until it was asked ends with it",
        &[("SP1007", "[property.P-ASKED]")],
    ),
    fault(
        "asked-alone-that-moves",
        "A promise that an answer takes nothing away, and what hangs on its not being asked alone ends with it",
        &[("SP1007", "[property.P-ASKED]")],
    ),
    fault(
        "father-unlike-mother",
        "The father is not looked up, and the promise says that he is",
        &[("SP1007", "[property.P-ALIKE]")],
    ),
    fault("promised-sooner", "A promise of a limit that no document sets", &[("SP1007", "[property.P-SOON]")]),
    fault(
        "asked-because-of-it",
        "A promise that nothing is asked because of a bruise",
        &[("SP1007", "[property.P-FOR-IT]")],
    ),
    fault(
        "wait-that-leads-to-nothing",
        "The time for an answer runs out, and nothing is asked for",
        &[("SP1010", "[property.L-ANSWER.life]"), ("SP0702", "[action.ask_again]")],
    ),
    fault(
        "wait-without-an-end",
        "The time for an answer is the contact, which has no end in the log",
        &[("SP1010", "[property.L-ANSWER.life]")],
    ),
    fault(
        "escalation-to-nobody",
        "What is asked again names nobody to whom it goes",
        &[("SP1010", "[property.L-ANSWER.life]")],
    ),
    fault(
        "closed-on-a-word",
        "It is closed once it is called decided, whoever looked",
        &[("SP1009", "[property.L-CLOSED.life]"), ("SP0701", r#"[fact."child.agreed"]"#)],
    ),
    fault(
        "closed-where-nobody-agreed",
        "It is closed by itself where nobody knows whether both agreed",
        &[("SP1009", "[property.L-CLOSED.life]"), ("SP1010", "[property.L-DECIDED.life]")],
    ),
    fault(
        "harmless-unless-known",
        "It counts as harmless unless something is known",
        &[
            ("SP1009", "[property.L-CLOSED.life]"),
            ("SP1010", "[property.L-ANSWER.life]"),
            ("SP1010", "[property.L-DECIDED.life]"),
        ],
    ),
    fault(
        "closed-where-they-differ",
        "It is closed by itself where they do not agree",
        &[("SP1009", "[property.L-CLOSED.life]"), ("SP1010", "[property.L-DECIDED.life]")],
    ),
    fault(
        "sent-is-taken-for-taken-on",
        "What was handed over counts as taken on",
        &[("SP1009", "[property.L-NAMED.life]")],
    ),
    fault(
        "deviation-without-an-owner",
        "Closing early is shown, and nobody owns what follows",
        &[("SP1009", "[property.L-CLOSED.life]"), ("SP1010", "[property.L-DEVIATION.life]")],
    ),
    fault(
        "hand-over-that-nobody-sends",
        "The manager waits for an event that nobody sends",
        &[("SP1009", "[property.L-HANDED.life]")],
    ),
    fault(
        "hand-over-that-lapses",
        "What nobody takes on is forgotten after a day",
        &[("SP1009", "[property.L-HANDED.life]")],
    ),
    fault(
        "handed-back-and-forth",
        "It can be handed back and forth for ever",
        &[("SP1010", "[property.L-DECIDED.life]")],
    ),
    fault(
        "talked-over-by-nobody",
        "What was closed early waits, and nobody is asked to talk it over",
        &[("SP0101", r#"leads_to = [{ happened = "talked" }, { asked = "talk_over" }]"#)],
    ),
    fault(
        "promise-of-a-wrong-state",
        "A promise about a state that there is not",
        &[("SP0101", r#"never = { states = { "course/call" = "passed_one""#)],
    ),
    fault(
        "promise-of-no-course",
        "A promise about a course that no case takes",
        &[("SP1011", "[property.L-NAMED.life]")],
    ),
];
