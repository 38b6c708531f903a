//! From documents to a ruleset: read, gather, resolve, check, compile.

use super::desk::{Desk, sorted};
use super::ends::End;
use super::gather::gather;
use super::library::{Library, Spot, Text};
use super::markdown;
use super::names::{FactName, Vocabulary};
use super::source::Sources;
use super::tree::{self, Fault, Table, Word};
use super::{action, chart, check, conditions, entity, hazard, party, root, rule, scenario, strata, vocabulary, walk};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Node, Program};
use crate::model::{Evidence, Fact, Indexed, Ruleset, SlotKind};
use crate::span::Place;

/// The largest document, in bytes.
pub const LARGEST_DOCUMENT: usize = 1 << 20;
/// The largest ruleset with all that it extends, in bytes.
pub const LARGEST_RULESET: usize = 16 << 20;
/// The most tables in a ruleset with all that it extends.
pub const MOST_TABLES: usize = 100_000;
/// The most events in a ruleset: every state of every region says something of each.
pub(super) const MOST_EVENTS: usize = 1_000;
/// The longest chain of rulesets that extend each other.
const MOST_LAYERS: usize = 8;

/// A ruleset with what is worth a look in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The ruleset.
    pub ruleset: Ruleset,
    /// Warnings, in the order of their places.
    pub warnings: Vec<Diagnostic>,
}

/// Loads a ruleset from its documents.
///
/// Everything that is wrong is reported at once: reading goes on after each fault.
///
/// # Order
/// Diagnostics are in the order of their places: by document, then by byte.
///
/// # Errors
/// All diagnostics, warnings included, when at least one of them is an error. No size, depth or content of a
/// document makes it panic.
///
/// # Example
/// ```
/// use safeguarding::ruleset::{Document, Sources, load};
/// let broken = Sources::new("mine", vec![Document::new("mine/ruleset.md", "```toml\n[ruleset\n```\n")]);
/// let diagnostics = load(&broken).unwrap_err();
/// assert_eq!(diagnostics[0].code.number(), "SP0001");
/// assert_eq!((diagnostics[0].place.line, &*diagnostics[0].place.file), (2, "mine/ruleset.md"));
/// ```
pub fn load(sources: &Sources) -> Result<Loaded, Vec<Diagnostic>> {
    load_at(sources, None)
}

/// As [`load`], with every parameter at one end of its bounds: for showing what holds whatever an area chooses.
///
/// # Errors
/// As for [`load`].
pub fn load_at(sources: &Sources, end: Option<End>) -> Result<Loaded, Vec<Diagnostic>> {
    let mut layers = vec![sources];
    let mut found = Vec::new();
    while let Some(base) = layers.last().and_then(|layer| layer.base.as_deref()) {
        if layers.len() >= MOST_LAYERS {
            let place = Place { file: base.name.as_str().into(), line: 1, column: 1, ..Place::default() };
            found.push(
                Diagnostic::new(Code::TooDeep, place, "rulesets extend each other in too long a chain")
                    .expected(format!("at most {MOST_LAYERS} rulesets")),
            );
            return Err(found);
        }
        layers.push(base);
    }
    layers.reverse();
    let (library, blocks) = read(&layers, &mut found);
    if found.iter().any(|d| matches!(d.code, Code::TooLarge)) {
        return Err(sorted(found));
    }
    let desk = Desk::new(library, found);
    let ruleset = build(&desk, &blocks, &layers, end);
    let failed = desk.has_errors();
    let found = desk.finish();
    match ruleset {
        Some(ruleset) if !failed => Ok(Loaded { ruleset, warnings: found }),
        _ => Err(found),
    }
}

/// Reads all documents into blocks, and the blocks into tables.
fn read(layers: &[&Sources], found: &mut Vec<Diagnostic>) -> (Library, Vec<(u32, Table)>) {
    let mut library = Library::default();
    let mut total = 0_usize;
    for (layer, sources) in layers.iter().enumerate() {
        for document in &sources.documents {
            let start = Place { file: document.path.as_str().into(), line: 1, column: 1, ..Place::default() };
            total = total.saturating_add(document.text.len());
            let (size, limit, what) = if document.text.len() > LARGEST_DOCUMENT {
                (document.text.len(), LARGEST_DOCUMENT, "document")
            } else {
                (total, LARGEST_RULESET, "ruleset")
            };
            if size > limit {
                found.push(
                    Diagnostic::new(Code::TooLarge, start, format!("this {what} has more than {limit} bytes"))
                        .expected(format!("at most {limit} bytes in a {what}"))
                        .help("divide it into a document for each pathway"),
                );
                continue;
            }
            match std::str::from_utf8(&document.text) {
                Ok(text) => library.texts.push(Text::new(&document.path, layer, text.to_owned())),
                Err(error) => {
                    let at = error.valid_up_to();
                    let before = document.text.get(..at).and_then(|bytes| std::str::from_utf8(bytes).ok());
                    let text = Text::new(&document.path, layer, before.unwrap_or_default().to_owned());
                    found.push(
                        Diagnostic::new(Code::NotUtf8, text.place(at..at, &[]), format!("byte {at} is not UTF-8 text"))
                            .expected("a document saved as UTF-8")
                            .help("save the document again as UTF-8; nothing after this byte was read"),
                    );
                }
            }
        }
    }
    for at in 0..library.texts.len() {
        let Some(text) = library.texts.get(at) else { continue };
        let blocks = markdown::blocks(at, text, found);
        library.blocks.extend(blocks);
    }
    let mut tables = Vec::new();
    let mut count = 0_usize;
    for at in 0..library.blocks.len() {
        let (Some(block), Ok(number)) = (library.blocks.get(at), u32::try_from(at)) else { continue };
        match tree::parse(number, &block.toml) {
            Ok(table) => {
                count = count.saturating_add(table.size());
                tables.push((number, table));
            }
            Err(fault) => found.push(fault_diagnostic(&library, number, fault)),
        }
        if count > MOST_TABLES {
            let place = library.place(Spot { block: number, start: 0, end: 0 });
            found.push(
                Diagnostic::new(Code::TooLarge, place, format!("this ruleset has more than {MOST_TABLES} tables"))
                    .expected(format!("at most {MOST_TABLES} tables in a ruleset"))
                    .help("divide it into rulesets that extend each other"),
            );
            break;
        }
    }
    (library, tables)
}

fn fault_diagnostic(library: &Library, block: u32, fault: Fault) -> Diagnostic {
    match fault {
        Fault::Syntax(range, message) => {
            let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            let spot = Spot { block, start: at(range.start), end: at(range.end) };
            Diagnostic::new(Code::InvalidToml, library.place(spot), format!("this block is not valid TOML: {message}"))
                .help("nothing in this block was read; text that holds quotes goes into '…' or '''…'''")
        }
        Fault::Deep(at) => {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let spot = Spot { block, start: at, end: at.saturating_add(1) };
            Diagnostic::new(Code::TooDeep, library.place(spot), "lists, tables or names are nested too deeply here")
                .expected(format!("at most {} levels", tree::DEEPEST))
        }
    }
}

/// Builds the ruleset; `None` when something that everything else needs is missing.
fn build(desk: &Desk, blocks: &[(u32, Table)], layers: &[&Sources], end: Option<End>) -> Option<Ruleset> {
    let all = gather(desk, blocks);
    if let Some(entry) = all.of("event").get(MOST_EVENTS) {
        desk.report(
            entry
                .row
                .finding(Code::TooLarge, format!("this ruleset has more than {MOST_EVENTS} events"))
                .expected(format!("at most {MOST_EVENTS} events in a ruleset"))
                .help("an event is something that happens in the course of a case, not a fact about it"),
        );
        return None;
    }
    let bench = root::is_bench(&all);
    let root = root::root(desk, &all, layers);
    let sources = party::sources(&all);
    let roles = party::roles(&all);
    let services = party::services(&all);
    let drafts = vocabulary::facts(&all);
    let parameters = vocabulary::parameters(&all, &drafts, bench, end);
    let concerns = rule::concerns(&all);
    let mut names = Vocabulary::new(desk, entity::layout(&all, &drafts));
    for draft in &drafts {
        let fact = &draft.fact;
        let name = FactName { ty: fact.ty.clone(), bounds: fact.bounds, recorded_only: fact.recorded_only };
        names.facts.insert(fact.id.to_string(), name);
    }
    for parameter in &parameters {
        names.parameters.insert(parameter.id.to_string(), (parameter.ty.clone(), parameter.value.clone()));
    }
    names.concerns = concerns.iter().map(|concern| concern.id.to_string()).collect();
    names.events = all.ids("event").map(str::to_owned).collect();
    names.groups = roles
        .iter()
        .filter(|role| !role.any_of.is_empty())
        .map(|role| (role.id.to_string(), role.any_of.iter().map(ToString::to_string).collect()))
        .collect();
    names.derived = rule::derived_names(&all, &names);
    let derived = rule::derived(&all, &mut names);
    let facts = with_evidence(desk, drafts, &mut names);
    let rules = rule::rules(&all, &mut names, bench);
    let exceptions = rule::exceptions(&all, &mut names, bench);
    let actions = action::actions(&all, &parameters, bench);
    let events = chart::events(&all);
    let pathways = chart::pathways(&all, &mut names, &parameters);
    hazard::check(desk, &all);
    let properties = scenario::properties(&all, &mut names, &pathways);
    let scenarios = scenario::scenarios(&all, &pathways);
    let read_parameters = std::mem::take(&mut names.read_parameters);
    let layout = names.layout;
    let (rules, concerns) = strata::order(desk, &layout, rules, concerns);
    let mut ruleset = Ruleset {
        name: root.name,
        title: root.title,
        extends: root.extends,
        edition: root.edition,
        adopter: root.adopter,
        status: root.status,
        review_by: root.review_by,
        standing: root.standing,
        bench: root.bench,
        fallback: root.fallback,
        hash: String::new(),
        sources,
        parameters,
        facts,
        derived,
        concerns,
        roles,
        services,
        actions,
        rules,
        exceptions,
        pathways,
        events,
        properties,
        scenarios,
        never_lowers: root.never_lowers,
        most_interruptions_per_thousand: root.most_interruptions_per_thousand,
        accepted_weakenings: root.accepted_weakenings,
        layout,
        program: Program::default(),
        index: Indexed::default(),
    };
    check::all(desk, &all, &ruleset, &read_parameters);
    if desk.has_errors() {
        return None;
    }
    ruleset.program = Program::compile(&ruleset.conditions());
    ruleset.hash = ruleset.content_hash();
    Some(ruleset)
}

/// Checks the evidence of every reassuring value.
fn with_evidence(desk: &Desk, drafts: Vec<vocabulary::FactDraft>, names: &mut Vocabulary<'_>) -> Vec<Fact> {
    drafts
        .into_iter()
        .map(|draft| {
            let mut fact = draft.fact;
            for evidence in draft.evidence {
                if evidence.needs.text.is_empty() {
                    continue;
                }
                if let Some(needs) = conditions::evidence(desk, names, &evidence.needs, &evidence.what) {
                    asks_something(desk, names, &evidence.needs, &needs, fact.id.as_str());
                    fact.reassuring.push(Evidence {
                        values: evidence.values,
                        needs,
                        text: evidence.needs.text,
                        words: evidence.words,
                    });
                }
            }
            fact
        })
        .collect()
}

/// Evidence says something about the statements that assert the value.
fn asks_something(desk: &Desk, names: &Vocabulary<'_>, word: &Word, needs: &Node, fact: &str) {
    if walk::reads(&names.layout, needs, None).iter().any(|read| matches!(read.kind, SlotKind::Statement(_))) {
        return;
    }
    desk.report(
        desk.finding(
            Code::NoEvidence,
            word.spot,
            format!("the evidence for a reassuring value of `{fact}` asks nothing of the statements"),
        )
        .expected("`some s in statements satisfies …` with the rank, role, basis or competence that it needs"),
    );
}
