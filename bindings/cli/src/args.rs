//! What can be typed.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use safeguarding::wire::schema;

/// Said at the end of the help.
const AFTER: &str = "\
Exit codes:
  0  answered, whatever the answer
  1  errors in the input, or findings of check, test and log
  2  the command line could not be understood

The built-in rulesets are drafts that no organisation has adopted: every answer is a demonstration
and says so. It supports professional judgement and never replaces it. It is not advice to parents.
Life first: if a baby is not breathing normally, is blue, grey or very pale, does not respond, or
you are not sure: 999.

NO_COLOR, CLICOLOR and CLICOLOR_FORCE are honoured; without a terminal nothing is coloured.";

/// From what was said and seen about a baby to what has to be done: by whom, by when, and why.
#[derive(Debug, Parser)]
#[command(name = "safeguarding", version, after_help = AFTER, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) shared: Shared,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Shared {
    /// The ruleset: the name of a built-in one, or a folder of documents. Default: the one that the case file names,
    /// else `swindon`, which is a draft.
    #[arg(long, global = true, value_name = "NAME|DIR")]
    pub(crate) ruleset: Option<String>,
    /// `text` to read, `json` for programs (canonical: the same answer is the same bytes); a drawing by `graph` is
    /// `mermaid`, `dot` or `svg`.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, alias = "color")]
    pub(crate) colour: Colour,
    /// Also how each deadline was counted, which rules and statements it rests on, and their identifiers.
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// `graph` only: a flowchart in Mermaid's text.
    Mermaid,
    /// `graph` only: a graph in the text of Graphviz.
    Dot,
    /// `graph` only: a drawing.
    Svg,
}

impl Format {
    /// Whether only a drawing can have it.
    pub(crate) fn is_drawing(self) -> bool {
        matches!(self, Self::Mermaid | Self::Dot | Self::Svg)
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A past case, contact by contact: what was known, what guidance asked, and what became of it.
    Replay(Replay),
    /// What has to be done now, by whom, by when and why; what is not known; what is late.
    Assess(Assess),
    /// Why a rule or an action came out as it did, and what would change it.
    Explain(Explain),
    /// Whether an event would be in order now. Advice only: nothing clinical may be switched off by it.
    Permits(Permits),
    /// Checks a ruleset's documents and shows every finding at its place.
    Check(Check),
    /// Runs the scenarios that stand in a ruleset's documents.
    Test(Test),
    /// Proves a ruleset over every combination of facts, or shows a child for whom something does not hold.
    Verify(Verify),
    /// Compares two rulesets by meaning: what is asked for of whom by one and not by the other, with a child for each.
    Diff(Diff),
    /// A ruleset with everything that is to be proved of it, as text for an independent solver.
    Export(Export),
    /// The vocabulary: every fact with its values, its question, and the evidence that reassuring values need.
    Facts(Facts),
    /// A ruleset's documents as a handbook to read and print: linked pages of HTML in a folder.
    Handbook(Handbook),
    /// The statecharts of a pathway as a drawing, in the --format `mermaid`, `dot` or `svg`.
    Graph(Graph),
    /// When a limit runs out, and how it was counted.
    Deadline(Deadline),
    /// An audit log: whether it is the one that was written, and whether it comes out the same.
    #[command(subcommand)]
    Log(Log),
    /// The JSON Schema of a document.
    Schema(Schema),
    /// Completions for a shell.
    Completions(Completions),
}

/// Who asks, and of when.
#[derive(Debug, Args)]
pub(crate) struct Asking {
    /// The role that asks, such as `health_visitor`. Without --view, what that role's agency knew is used.
    #[arg(long, value_name = "ROLE")]
    pub(crate) actor: Option<String>,
    /// Whose knowledge is used: an agency of the file, or a role in it.
    #[arg(long, value_name = "AGENCY[/ROLE]")]
    pub(crate) view: Option<String>,
    /// The moment asked about, such as `2026-11-16T10:40` (London); a date is the end of that day. Default: the last
    /// moment that is recorded in the file.
    #[arg(long, value_name = "MOMENT")]
    pub(crate) at: Option<String>,
    /// Use what had been recorded and received by this moment. Default: the same as --at.
    #[arg(long, value_name = "MOMENT")]
    pub(crate) known_at: Option<String>,
    /// For review and audit only: what every agency knew, together.
    #[arg(long)]
    pub(crate) retrospective: bool,
}

/// A case file.
#[derive(Debug, Args)]
pub(crate) struct CaseFile {
    /// The case file, or `-` for standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Replay {
    #[command(flatten)]
    pub(crate) case: CaseFile,
    /// For review and audit only: also what others knew and did not share.
    #[arg(long)]
    pub(crate) retrospective: bool,
    /// Only this contact.
    #[arg(long, value_name = "ID")]
    pub(crate) contact: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Assess {
    #[command(flatten)]
    pub(crate) case: CaseFile,
    #[command(flatten)]
    pub(crate) asking: Asking,
    /// As a host does in live use: what cannot be read is set aside and shown, the rest is answered, and whatever goes
    /// wrong, the ruleset's fallback card is printed with the error.
    #[arg(long)]
    pub(crate) live: bool,
    /// Append the decision's record to this audit log; it is made if it is not there. The log holds identifiers and
    /// salted digests, nothing that was said.
    #[arg(long, value_name = "FILE", requires = "salt", conflicts_with = "live")]
    pub(crate) log: Option<PathBuf>,
    /// A file of at least 16 random bytes, kept apart from the log: without it the digests say nothing.
    #[arg(long, value_name = "FILE", requires = "log")]
    pub(crate) salt: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) case: CaseFile,
    /// A rule such as `NIM-R1`, or an action such as `phone_social_care`.
    #[arg(value_name = "RULE|ACTION")]
    pub(crate) of: String,
    /// Also decide exactly, over everything that what is not known could turn out to be.
    #[arg(long)]
    pub(crate) exact: bool,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Args)]
pub(crate) struct Permits {
    #[command(flatten)]
    pub(crate) case: CaseFile,
    /// An event of the pathways, such as `discharged`.
    #[arg(value_name = "EVENT")]
    pub(crate) event: String,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The ruleset: a built-in name or a folder of documents.
    #[arg(value_name = "RULESET", conflicts_with = "ruleset")]
    pub(crate) of: Option<String>,
    /// Also refuse what may not be released: text that nobody has read, weakenings that nobody listed.
    #[arg(long)]
    pub(crate) release: bool,
    /// Print the page of documentation of a finding, such as `SP0303`, instead.
    #[arg(long, value_name = "CODE")]
    pub(crate) code: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// The ruleset: a built-in name or a folder of documents.
    #[arg(value_name = "RULESET", conflicts_with = "ruleset")]
    pub(crate) of: Option<String>,
    /// Only scenarios whose name or rule contains this.
    #[arg(long, value_name = "WORDS")]
    pub(crate) only: Option<String>,
    /// Change the ruleset in one place at a time (an atom left out, a number moved by one, a limit longer, …) and name every
    /// change that no scenario fails on. It takes minutes.
    #[arg(long, conflicts_with = "only")]
    pub(crate) mutants: bool,
    /// Only mutants of this rule, exception, action, fact or pathway, or of this document.
    #[arg(long, value_name = "ID|DOCUMENT", requires = "mutants")]
    pub(crate) only_rule: Option<String>,
    /// A file of mutants that are known to survive and why: one key in each line, as --format json names it; `#` begins a
    /// remark.
    #[arg(long, value_name = "FILE", requires = "mutants")]
    pub(crate) accept: Option<PathBuf>,
    /// How many threads run mutants. Default: as many as the machine has.
    #[arg(long, value_name = "N", requires = "mutants")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
    /// Writes what the scenarios show of each condition into a folder: a page for each document, and `coverage.lcov`.
    #[arg(long, value_name = "DIR", conflicts_with = "only")]
    pub(crate) coverage: Option<PathBuf>,
    /// Prints scenarios that would show what is missing, to be read, judged and put into a document by a person. With words,
    /// only for the rules, exceptions, moves, derived facts and documents that have them in their name. With --mutants, says
    /// of each that survives what a scenario that stands already would have to expect too.
    #[arg(long, value_name = "WORDS", num_args = 0..=1, require_equals = true, default_missing_value = "", conflicts_with = "only")]
    pub(crate) suggest: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The ruleset: a built-in name or a folder of documents.
    #[arg(value_name = "RULESET", conflicts_with = "ruleset")]
    pub(crate) of: Option<String>,
    /// How many named marks, persons, contacts, messages and meetings there may be, of each; beside them stands the one
    /// that nobody has named. The proof holds up to so many, and says so.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
    pub(crate) named: u8,
    /// The most nodes of diagrams. What needs more is said to be undecided; a million takes some 60 MB.
    #[arg(long, value_name = "N", default_value_t = 8_000_000)]
    pub(crate) nodes: usize,
    /// The most situations that are gone through for one claim about the course of a case. What needs more is said to be
    /// undecided; a million takes some 300 MB.
    #[arg(long, value_name = "N", default_value_t = 2_000_000)]
    pub(crate) situations: usize,
    /// Also list every action that not knowing leaves merely open, with the facts that would decide it: for a policy lead
    /// to read and sign.
    #[arg(long)]
    pub(crate) open: bool,
    /// Write the children of the findings into this folder, as case files that `replay` and `assess` take. Nothing is
    /// written over.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// What a ruleset is exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// SMT-LIB 2.6, for solvers such as z3.
    Smt2,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The ruleset: a built-in name or a folder of documents.
    #[arg(value_name = "RULESET", conflicts_with = "ruleset")]
    pub(crate) of: Option<String>,
    /// To what.
    #[arg(long, value_enum)]
    pub(crate) to: To,
    /// The file to write, or a folder to write a file named after the ruleset into; standard output where left out. Nothing
    /// is written over.
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Only what this declared property claims.
    #[arg(long, value_name = "ID")]
    pub(crate) property: Option<String>,
    /// Only whether this rule can fire. One that looks for a second mark or an earlier referral needs --named 2.
    #[arg(long, value_name = "ID", conflicts_with = "property")]
    pub(crate) rule: Option<String>,
    /// How many named marks, persons, contacts, messages and meetings there may be, of each, as for `verify`.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=3))]
    pub(crate) named: u8,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The older ruleset, or the one that the other builds on: a built-in name or a folder of documents.
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The newer ruleset.
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
}

#[derive(Debug, Args)]
pub(crate) struct Facts {
    /// Only facts whose name contains this, such as `mark.`.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Handbook {
    /// The ruleset: a built-in name or a folder of documents.
    #[arg(value_name = "RULESET", conflicts_with = "ruleset")]
    pub(crate) of: Option<String>,
    /// The folder to write to. It is made if it is not there; a folder that holds anything else than an earlier handbook
    /// is left as it is.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Graph {
    /// A pathway of the ruleset, such as `injury-not-mobile`.
    #[arg(value_name = "PATHWAY")]
    pub(crate) pathway: String,
}

#[derive(Debug, Args)]
pub(crate) struct Deadline {
    /// From when, such as `2026-12-24T16:30` (London).
    #[arg(value_name = "START")]
    pub(crate) start: String,
    /// The limit in words, such as `1 working day`, `72 hours`, `5 calendar days`, `3 months`, `same day`.
    #[arg(value_name = "LIMIT")]
    pub(crate) limit: String,
    /// The child's birth, for limits such as `age 14 days`.
    #[arg(long, value_name = "DATE")]
    pub(crate) born: Option<String>,
    /// The expected date of delivery, for limits such as `gestation 28+0`.
    #[arg(long, value_name = "DATE")]
    pub(crate) expected: Option<String>,
    /// A service of the ruleset whose opening hours count, for limits such as `3 working hours`.
    #[arg(long, value_name = "SERVICE")]
    pub(crate) service: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Log {
    /// Whether a log is the one that was written.
    Verify(LogVerify),
    /// Decides every recorded decision again, and says which come out the same to the byte.
    Replay(LogReplay),
}

#[derive(Debug, Args)]
pub(crate) struct LogVerify {
    /// The log: JSON Lines.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The hash of the last record, as the host kept it elsewhere.
    #[arg(long, value_name = "HASH", requires = "count")]
    pub(crate) head: Option<String>,
    /// How many records there were.
    #[arg(long, value_name = "N", requires = "head")]
    pub(crate) count: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct LogReplay {
    /// The log: JSON Lines.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The case files that the decisions were about.
    #[arg(value_name = "CASE")]
    pub(crate) cases: Vec<PathBuf>,
    /// The file of random bytes that the records were salted with.
    #[arg(long, value_name = "FILE")]
    pub(crate) salt: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Of which document.
    #[arg(value_name = "DOCUMENT", value_parser = PossibleValuesParser::new(schema::SCHEMAS))]
    pub(crate) of: String,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// For which shell.
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}
