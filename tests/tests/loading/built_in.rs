//! The built-in rulesets load, come back from their compiled form, and say that they are drafts.

use safeguarding::diagnostic::render;
use safeguarding::model::Ruleset;
use safeguarding::ruleset::{BUILT_IN, Document, Sources, builtin, builtin_sources};

#[test]
fn every_built_in_ruleset_loads_and_comes_back() {
    for name in BUILT_IN {
        let loaded = builtin(name).unwrap().unwrap_or_else(|found| {
            panic!("{name}:\n{}", render::report(&found, &builtin_sources(name).unwrap().texts()))
        });
        let ruleset = loaded.ruleset;
        assert_eq!(ruleset.name, *name);
        assert_eq!((ruleset.status.as_str(), &ruleset.adopter), ("draft", &None), "nobody has adopted `{name}`");
        assert!(ruleset.standing.contains("No organisation"), "`{name}` says that nobody has adopted it");
        assert!(!ruleset.fallback.is_empty() && !ruleset.never_lowers.is_empty());
        assert_eq!(Ruleset::from_bytes(&ruleset.to_bytes()).unwrap(), ruleset);
    }
    assert!(builtin("atlantis").is_none());
}

#[test]
fn a_folder_that_extends_a_built_in_ruleset_finds_it() {
    let text = "```toml\n[ruleset]\nname = \"here\"\nextends = \"england\"\n```\n";
    let sources = Sources::new("here", vec![Document::new("here/ruleset.md", text)]).over_built_in();
    assert_eq!(sources.base.unwrap().name, "england");
}
