//! `rulesets/FORMAT.md` lists exactly the keys that the loader accepts.

use std::collections::{BTreeMap, BTreeSet};

use safeguarding::diagnostic::Code;

use super::{ROOT, beside, over, refused};

/// Where each table of the page is tried: its heading, and a document with the unknown key `zzz` in such a table.
const TABLES: &[(&str, &str)] = &[
    ("`[source.NAME]`", "[source.X]\nzzz = 1"),
    ("`[service.NAME]`", "[service.x]\nzzz = 1"),
    ("`[role.NAME]`", "[role.x]\nzzz = 1"),
    ("`[entity.NAME]`", "[entity.x]\nzzz = 1"),
    ("`[collection.NAME]`", "[collection.x]\nzzz = 1"),
    ("`[fact.\"entity.name\"]`", "[fact.\"child.x\"]\nzzz = 1"),
    ("`[[fact.\"entity.name\".reassuring]]`", "[fact.\"child.x\"]\nreassuring = [{ zzz = 1 }]"),
    ("`[derived.NAME]` and `[derived.\"entity.name\"]`", "[derived.x]\nzzz = 1"),
    ("`[parameter.\"p.name\"]`", "[parameter.\"p.x\"]\nzzz = 1"),
    ("`[concern.NAME]`", "[concern.x]\nzzz = 1"),
    ("`[action.NAME]`", "[action.x]\nzzz = 1"),
    ("`due` of an action", "[action.x]\ndue = { zzz = 1 }\nkind = \"do\""),
    ("`acknowledge` of an action", "[action.x]\nacknowledge = { zzz = 1 }\nkind = \"do\""),
    ("`waiver` of an action", "[action.x]\nwaiver = { zzz = 1 }\nkind = \"do\""),
    ("`[rule.NAME]`", "[rule.x]\nzzz = 1"),
    ("`[exception.NAME]`", "[exception.x]\nzzz = 1"),
    ("`[pathway]`", "[pathway]\nzzz = 1"),
    ("`[event.NAME]`", "[event.x]\nzzz = 1"),
    ("`[region.NAME]`", "[pathway]\nid = \"x\"\n[region.x]\nzzz = 1"),
    ("`[[region.NAME.state]]`", "[pathway]\nid = \"x\"\n[region.x]\nstate = { zzz = 1 }"),
    ("`timer` of a state", "[pathway]\nid = \"x\"\n[region.x]\nstate = { id = \"a\", timer = { zzz = 1 } }"),
    ("`[[region.NAME.on]]`", "[pathway]\nid = \"x\"\n[region.x]\nstate = { id = \"a\" }\non = { zzz = 1 }"),
    ("`[[region.NAME.auto]]`", "[pathway]\nid = \"x\"\n[region.x]\nstate = { id = \"a\" }\nauto = { zzz = 1 }"),
    ("`[[region.NAME.ignore]]`", "[pathway]\nid = \"x\"\n[region.x]\nstate = { id = \"a\" }\nignore = { zzz = 1 }"),
    ("`[property.NAME]`", "[property.x]\nzzz = 1"),
    ("`life` of a property", "[property.x.life]\nzzz = 1"),
    ("A situation in `life`", "[property.x.life]\nnever = { zzz = 1 }"),
    ("`[[scenario]]`", "[[scenario]]\nzzz = 1"),
    ("`expect` of a scenario", "[[scenario]]\nexpect = { zzz = 1 }"),
    ("`[[hazard]]`", "[[hazard]]\nzzz = 1"),
    ("`[[not_encoded]]`", "[[not_encoded]]\nzzz = 1"),
];

/// The keys under each heading of the page.
fn page() -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut heading = None;
    for line in include_str!("../../../rulesets/FORMAT.md").lines() {
        if let Some(title) = line.strip_prefix("### ") {
            out.entry(title.to_owned()).or_default();
            heading = Some(title.to_owned());
        } else if line.starts_with("## ") {
            heading = None;
        } else if let (Some(heading), Some(row)) = (&heading, line.strip_prefix("| `")) {
            let keys = row.split(" | ").next().unwrap();
            let keys = format!("`{keys}").split(", ").map(|key| key.trim_matches('`').to_owned()).collect::<Vec<_>>();
            out.get_mut(heading).unwrap().extend(keys);
        }
    }
    out
}

/// The keys that the loader lists when it meets `zzz`.
fn accepted(sources: &safeguarding::ruleset::Sources) -> BTreeSet<String> {
    let found = refused(sources);
    let unknown = found.iter().find(|d| d.code == Code::UnknownKey && d.headline.ends_with("`zzz`"));
    let unknown = unknown.unwrap_or_else(|| panic!("`zzz` was accepted: {found:#?}"));
    let list = unknown.expected.as_deref().unwrap();
    list.trim_start_matches("one of ").split(", ").map(|key| key.trim_matches('`').to_owned()).collect()
}

#[test]
fn the_page_lists_every_key_that_is_accepted_and_no_other() {
    let mut page = page();
    let mut check = |heading: &str, accepted: BTreeSet<String>| {
        let listed = page.remove(heading).unwrap_or_else(|| panic!("FORMAT.md has no `### {heading}`"));
        assert_eq!(listed, accepted, "the keys under `### {heading}` of FORMAT.md, and those accepted");
    };
    for (heading, toml) in TABLES {
        check(heading, accepted(&beside(&format!("```toml\n{toml}\n```\n"))));
    }
    let root = ROOT.replace("[ruleset]\n", "[ruleset]\nzzz = 1\n");
    let root = safeguarding::ruleset::Document::new("fixtures/ruleset.md", root);
    check("`[ruleset]`", accepted(&safeguarding::ruleset::Sources::new("fixtures", vec![root])));
    let chosen = "```toml\n[parameter.\"p.age_limit\"]\nzzz = 1\n```\n";
    check("`[parameter.\"p.name\"]` of a ruleset that is extended", accepted(&over(chosen)));
    assert!(page.is_empty(), "FORMAT.md lists tables that nothing accepts: {:?}", page.keys());
}
