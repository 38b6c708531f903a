//! The second method: every combination of facts told as a case, decided, and compared. It knows nothing of diagrams.
//!
//! The facts are tried in slices, each with the facts that bear on one part of the ruleset; all others are unknown in it. A
//! property is asked as a rule of its own, which fires where the property speaks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use safeguarding::model::{ActionKind, Claim, Fact, Property, Rule, Ruleset};
use safeguarding::ruleset::load;
use safeguarding::value::Type;
use safeguarding::verify::{Bounds, verify};
use serde_json::Value;

use super::edit::{Texts, faulty, sound, sources};
use super::tell::{About, Facet, Setting, Verdict, facet, tell};
use super::{Found, at_lines};

struct Slice {
    settings: Vec<Setting>,
    facets: Vec<Facet>,
}

fn slices(ruleset: &Ruleset) -> Vec<Slice> {
    let truths = |fact| facet(fact, [false, true]);
    let age = || facet("child.born", [182, 183]);
    let days = || facet("child.days_unwell", [0, 2, 3, 6, 7, 10, 90]);
    let labels = |fact| facet(fact, labels(ruleset, fact));
    let kind = || labels("mark.kind");
    let manner = || labels("child.manner");
    let setting = |mark, mother, phoned| Setting { mark, mother, phoned };
    vec![
        Slice {
            settings: vec![setting(true, false, false), setting(true, true, false), setting(false, true, false)],
            facets: vec![
                age(),
                truths("child.crawls"),
                kind(),
                truths("mark.on_record"),
                truths("child.story_fits"),
                truths("child.carers_complete"),
                truths("person.checked"),
            ],
        },
        Slice {
            settings: vec![setting(true, false, false), setting(false, false, false)],
            facets: vec![
                age(),
                truths("child.crawls"),
                kind(),
                truths("child.story_fits"),
                truths("child.marks_complete"),
                manner(),
            ],
        },
        Slice {
            settings: vec![setting(false, false, false), setting(false, false, true)],
            facets: vec![
                days(),
                truths("child.answered"),
                truths("child.crawls"),
                truths("child.carers_complete"),
                truths("child.marks_complete"),
            ],
        },
        Slice {
            settings: vec![setting(true, false, false)],
            facets: vec![days(), kind(), truths("child.story_fits"), age(), truths("child.crawls")],
        },
        Slice {
            settings: vec![setting(true, false, false), setting(true, false, true)],
            facets: vec![
                kind(),
                truths("mark.on_record"),
                truths("child.story_fits"),
                truths("child.answered"),
                manner(),
            ],
        },
    ]
}

/// The labels of a fact.
fn labels(ruleset: &Ruleset, fact: &str) -> Vec<String> {
    match ruleset.facts.iter().find(|def| def.id.as_str() == fact).map(|def| &def.ty) {
        Some(Type::Label(labels)) => labels.iter().map(ToString::to_string).collect(),
        _ => panic!("{fact} has no labels"),
    }
}

/// Facts of somebody who is not there are unknown.
fn tried(setting: Setting, facet: &Facet) -> usize {
    match facet.fact.split('.').next() {
        Some("mark") if !setting.mark => 0,
        Some("person") if !setting.mother => 0,
        _ => facet.values.len(),
    }
}

/// Every code of a combination.
fn combinations(most: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for most in most {
        all = all
            .into_iter()
            .flat_map(|so_far| {
                (0..=*most).map(move |code| {
                    let mut next = so_far.clone();
                    next.push(code);
                    next
                })
            })
            .collect();
    }
    all
}

/// Every combination of which less is known, and nothing otherwise.
fn less_known(codes: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for code in codes {
        let choices: &[usize] = if *code == 0 { &[0] } else { &[0, *code] };
        all = all
            .into_iter()
            .flat_map(|so_far: Vec<usize>| choices.iter().map(move |code| [&so_far[..], &[*code]].concat()))
            .collect();
    }
    all
}

/// The name of the rule that fires where a property speaks.
fn speaks(property: &Property) -> String {
    format!("SPEAKS-{}", property.id)
}

/// The ruleset with a rule for each property. Only a bench may have an age in `given`.
fn with_properties_as_rules(texts: &Texts, properties: &[Property]) -> Texts {
    let mut texts = texts.clone();
    let root = texts.get_mut("ruleset.md").unwrap();
    *root = root.replace("status = \"draft\"\n", "status = \"draft\"\nkind = \"bench\"\n");
    let mut out =
        "# Where the properties speak\n\n```toml\n[action.speak]\nkind = \"do\"\ntext = \"speak\"\nby = \"doctor\"\n"
            .to_owned();
    for (property, claim) in properties.iter().filter_map(|property| Some((property, property.claim.as_ref()?))) {
        let each = claim.each.as_ref().map(|each| format!("each = \"{each}\"\n")).unwrap_or_default();
        let id = speaks(property);
        let clause = |key: &str, text: &str| format!("{key} = '{text}'\n");
        writeln!(out, "\n[rule.{id}]\ntitle = \"{id}\"\nbecause = \"It is asked.\"\npathway = \"faults\"\n{each}requires = [\"speak\"]")
            .unwrap();
        out += &clause("given", &claim.given.text);
        out += &claim.presume.as_ref().map(|presume| clause("presume", &presume.text)).unwrap_or_default();
        out += &claim.unless.as_ref().map(|unless| clause("unless", &unless.text)).unwrap_or_default();
        for except in &claim.except {
            // Of the sound ruleset's exceptions only this one is allowed by a property.
            assert_eq!(except.as_str(), "X-RECORD");
            let pathway = texts.get_mut("pathway.md").unwrap();
            *pathway = pathway.replace("holds_off = [\"R-MARK\"]", &format!("holds_off = [\"R-MARK\", \"{id}\"]"));
        }
    }
    out += "```\n";
    texts.insert("speaks.md".to_owned(), out);
    texts
}

/// What was seen over all combinations.
#[derive(Default)]
struct Seen {
    tried: usize,
    fires: BTreeSet<String>,
    /// Rules that fired where another did not.
    alone: BTreeSet<(String, String)>,
    together: BTreeSet<(String, String)>,
    falls_through: BTreeSet<String>,
    lowers: BTreeSet<(&'static str, String)>,
    speaks: BTreeSet<String>,
    fails: BTreeSet<String>,
}

/// Actions that are required, and of whom.
type Required = BTreeSet<(String, About)>;

/// Whom an action is about: the child, unless it is about each subject.
fn required(ruleset: &Ruleset, verdict: &Verdict) -> Required {
    let about = |action: &str, about: About| {
        let def = ruleset.actions.iter().find(|def| def.id.as_str() == action).unwrap();
        if def.per_subject { about } else { About::Child }
    };
    verdict.asks.iter().map(|(_, whom, action)| (action.clone(), about(action, *whom))).collect()
}

fn look(ruleset: &Ruleset, bench: &Ruleset) -> Seen {
    let mut seen = Seen::default();
    for slice in slices(ruleset) {
        for setting in &slice.settings {
            let most: Vec<usize> = slice.facets.iter().map(|facet| tried(*setting, facet)).collect();
            let verdicts: BTreeMap<Vec<usize>, (Verdict, Required)> = combinations(&most)
                .into_iter()
                .map(|codes| {
                    let verdict = tell(bench, *setting, &slice.facets, &codes);
                    let required = required(bench, &verdict);
                    (codes, (verdict, required))
                })
                .collect();
            for (codes, (verdict, required)) in &verdicts {
                seen.tried += 1;
                one(&mut seen, ruleset, verdict, required);
                for less in less_known(codes) {
                    let (less, _) = &verdicts[&less];
                    seen.falls_through.extend(verdict.fires.difference(&less.shown).map(|(rule, _)| rule.clone()));
                    let lost = verdict.asks.difference(&less.may_ask);
                    seen.falls_through.extend(lost.map(|(rule, ..)| rule.clone()));
                }
                for (at, facet) in slice.facets.iter().enumerate().filter(|(at, _)| codes[*at] > 0) {
                    let mut unknown = codes.clone();
                    unknown[at] = 0;
                    for (action, _) in verdicts[&unknown].1.difference(required) {
                        let def = ruleset.actions.iter().find(|def| def.id.as_str() == action);
                        let asks = |fact: &str| {
                            def.is_some_and(|def| {
                                def.kind == ActionKind::Ask && def.asks.iter().any(|ask| ask.as_str() == fact)
                            })
                        };
                        if def.is_some() && facet.fact != "child.born" && !asks(facet.fact) {
                            seen.lowers.insert((facet.fact, facet.values[codes[at] - 1].to_string()));
                        }
                    }
                }
            }
        }
    }
    seen
}

/// One combination by itself.
fn one(seen: &mut Seen, ruleset: &Ruleset, verdict: &Verdict, required: &Required) {
    for (rule, about) in &verdict.fires {
        seen.fires.insert(rule.clone());
        for other in &ruleset.rules {
            if !verdict.fires.contains(&(other.id.to_string(), *about)) {
                seen.alone.insert((rule.clone(), other.id.to_string()));
            }
        }
    }
    for action in &ruleset.actions {
        for (_, about) in required.iter().filter(|(one, _)| *one == action.id.as_str()) {
            for other in &action.conflicts_with {
                let met = required.iter().any(|(two, whom)| {
                    two == other.as_str() && (about == whom || *about == About::Child || *whom == About::Child)
                });
                if met {
                    seen.together.insert((action.id.to_string(), other.to_string()));
                }
            }
        }
    }
    for (property, claim) in ruleset.properties.iter().filter_map(|property| Some((property, property.claim.as_ref()?)))
    {
        let speaks = speaks(property);
        for (_, about) in verdict.fires.iter().filter(|(rule, _)| *rule == speaks) {
            seen.speaks.insert(property.id.clone());
            if !kept(ruleset, claim, *about, required) {
                seen.fails.insert(property.id.clone());
            }
        }
    }
}

fn kept(ruleset: &Ruleset, claim: &Claim, about: About, required: &Required) -> bool {
    let is_required = |action: &str| {
        let per_subject = ruleset.actions.iter().any(|def| def.id.as_str() == action && def.per_subject);
        required.iter().any(|(one, whom)| one == action && (!per_subject || *whom == about))
    };
    claim.requires.iter().all(|action| is_required(action.as_str()))
        && !claim.never.iter().any(|action| is_required(action.as_str()))
}

/// Whether a value is declared reassuring.
fn declared(fact: &Fact, value: &str) -> bool {
    let value: Value = serde_json::from_str(value).unwrap();
    let label = match (&fact.ty, &value) {
        (_, Value::Bool(truth)) => Some(usize::from(*truth)),
        (Type::Label(labels), Value::String(text)) => labels.iter().position(|label| **label == **text),
        _ => None,
    };
    fact.reassuring.iter().any(|evidence| match (evidence.values, label) {
        (None, _) => true,
        (Some(values), Some(label)) => values >> label & 1 == 1,
        _ => false,
    })
}

/// Whether a rule asks for nothing that another does not, and which of two that say the same is named.
fn covers(seen: &Seen, (at, rule): (usize, &Rule), (other_at, other): (usize, &Rule)) -> bool {
    let asks_as_much = rule.each == other.each
        && rule.requires.iter().all(|action| other.requires.contains(action))
        && rule.raises.iter().all(|concern| other.raises.contains(concern));
    let alone = |one: &Rule, two: &Rule| seen.alone.contains(&(one.id.to_string(), two.id.to_string()));
    let same =
        !alone(other, rule) && rule.requires.len() == other.requires.len() && rule.raises.len() == other.raises.len();
    at != other_at && asks_as_much && !alone(rule, other) && (!same || other_at < at)
}

/// What the second method finds, as lines at which it would be reported; and how many combinations were decided.
fn by_telling(texts: &Texts) -> (Found, usize) {
    let ruleset = load(&sources(texts)).unwrap().ruleset;
    let bench = load(&sources(&with_properties_as_rules(texts, &ruleset.properties)));
    let bench = bench.unwrap_or_else(|found| panic!("{found:#?}")).ruleset;
    let seen = look(&ruleset, &bench);
    let mut found = Found::new();
    let mut report = |code: &str, line: String| found.insert((code.to_owned(), line));
    for (at, rule) in ruleset.rules.iter().enumerate() {
        let line = || format!("[rule.{}]", rule.id);
        if !seen.fires.contains(rule.id.as_str()) {
            report("SP1001", line());
        } else if ruleset.rules.iter().enumerate().any(|other| covers(&seen, (at, rule), other)) {
            report("SP1002", line());
        }
        if seen.falls_through.contains(rule.id.as_str()) {
            report("SP1004", line());
        }
    }
    for (action, _) in &seen.together {
        report("SP1003", format!("[action.{action}]"));
    }
    for (fact, value) in &seen.lowers {
        let def = ruleset.facts.iter().find(|def| def.id.as_str() == *fact).unwrap();
        if ruleset.never_lowers.contains(&def.id) {
            report("SP1006", format!("[fact.\"{fact}\"]"));
        } else if !declared(def, value) {
            report("SP1005", format!("[fact.\"{fact}\"]"));
        }
    }
    for property in &ruleset.properties {
        if seen.fails.contains(&property.id) {
            report("SP1007", format!("[property.{}]", property.id));
        } else if property.claim.is_some() && !seen.speaks.contains(&property.id) {
            report("SP1008", format!("[property.{}]", property.id));
        }
    }
    (found, seen.tried)
}

fn by_proof(texts: &Texts) -> Found {
    let ruleset = load(&sources(texts)).unwrap().ruleset;
    let report = verify(&ruleset, Bounds::default(), &mut |_| {});
    let found: Vec<_> = report.broken.into_iter().map(|broken| broken.diagnostic).collect();
    at_lines(texts, &found)
}

/// Faulty rulesets that are tried in this way too: one for each kind of proof, and the finer ones.
const TRIED: &[&str] = &[
    "carers-word-beside-evidence",
    "carers-closed-by-anybody",
    "marks-closed-by-anybody",
    "manner-once-known",
    "new-label-reassures",
    "unless-that-always-holds",
    "covered-through-a-derived-fact",
    "both-on-the-seventh-day",
    "guard-that-falls-through",
    "limit-a-day-short",
    "exception-too-wide",
    "presume-and-given-swapped",
    "promise-excepts-everything",
];

#[test]
fn telling_every_combination_to_the_engine_finds_what_the_proof_finds() {
    let mut wrong = Vec::new();
    let mut decided = 0;
    let faulty = TRIED.iter().map(|name| (*name, faulty(name)));
    for (name, texts) in std::iter::once(("sound", sound())).chain(faulty) {
        let (told, tried) = by_telling(&texts);
        let proved = by_proof(&texts);
        decided += tried;
        assert_eq!(name == "sound", proved.is_empty(), "{name}");
        if told != proved {
            wrong.push(format!("{name}: by telling {told:?}, by proof {proved:?}"));
        }
    }
    println!("{} rulesets, {decided} combinations decided by the engine", TRIED.len() + 1);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
