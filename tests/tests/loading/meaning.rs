//! What the documents say is what the ruleset holds.

use safeguarding::model::{AgeKind, ConflictRule, DueFrom, Reference, SlotKind};
use safeguarding::value::{Type, Value};

use super::{CITE, beside, codes, loaded, pathway, refused, rule};

#[test]
fn each_rule_reads_only_concerns_that_earlier_ones_raise() {
    let toml = [
        "[concern.c]\nmeaning = \"c\"\n\n[concern.b]\nmeaning = \"b\"\n\n[concern.a]\nmeaning = \"a\"\n\n",
        &rule("R3", "concern.b", "c"),
        &rule("R2", "concern.a", "b"),
        &rule("R1", "child.weight < 2000", "a"),
        &rule("R0", "child.weight < 1000", "a"),
    ]
    .concat();
    let ruleset = loaded(&beside(&pathway(&toml)));
    let order: Vec<&str> = ruleset.rules.iter().map(|rule| rule.id.as_str()).filter(|id| id.starts_with('R')).collect();
    assert_eq!(order, ["R1", "R0", "R2", "R3"], "the order of the documents is kept where it can be");
    let concerns: Vec<&str> =
        ruleset.concerns.iter().map(|concern| concern.id.as_str()).filter(|id| id.len() == 1).collect();
    assert_eq!(concerns, ["a", "b", "c"]);
}

#[test]
fn a_concern_read_through_a_derived_fact_counts() {
    let toml = [
        "[concern.a]\nmeaning = \"a\"\n\n[derived.d]\nmeaning = \"d\"\nwhen = 'concern.a or child.weight < 1000'\n\n",
        &rule("R2", "d", "worry"),
        &rule("R1", "child.weight < 2000", "a"),
    ]
    .concat();
    let ruleset = loaded(&beside(&pathway(&toml)));
    let at = |id: &str| ruleset.rules.iter().position(|rule| rule.id.as_str() == id).unwrap();
    assert!(at("R1") < at("R2"));
    let circle =
        pathway(&["[derived.d]\nmeaning = \"d\"\nwhen = 'concern.worry'\n\n", &rule("R1", "d", "worry")].concat());
    assert_eq!(codes(&refused(&beside(&circle))), ["SP0302"]);
    let unless = format!(
        "[derived.d]\nmeaning = \"d\"\nwhen = 'concern.worry'\n\n[rule.R]\ntitle = \"t\"\nbecause = \"b\"\n\
         given = 'child.weight < 2000'\nunless = 'd'\nrequires = [\"weigh\"]\n{CITE}"
    );
    assert!(codes(&refused(&beside(&pathway(&unless)))).contains(&"SP0301"));
}

#[test]
fn the_program_holds_every_condition_in_the_order_of_the_index() {
    let ruleset = loaded(&beside(&pathway(&format!(
        "[derived.d]\nmeaning = \"d\"\nwhen = 'child.weight < 1000'\n\n{}",
        rule("R1", "d", "worry")
    ))));
    let charts: usize = ruleset
        .pathways
        .iter()
        .flat_map(|pathway| &pathway.regions)
        .map(|region| region.transitions.len() + region.automatic.len())
        .sum();
    let expected = ruleset.rules.len() * 3 + ruleset.exceptions.len() + charts + ruleset.derived.len();
    assert_eq!(ruleset.program.len(), expected);
}

#[test]
fn rows_begin_with_the_child_and_its_ages() {
    let ruleset = loaded(&beside(""));
    let entities: Vec<&str> = ruleset.layout.entities.iter().map(|entity| entity.id.as_str()).collect();
    assert_eq!(entities, ["child", "person", "contact", "message", "meeting", "mark"]);
    let child = &ruleset.layout.entities[0];
    assert_eq!(child.slots[0].kind, SlotKind::Age(AgeKind::Days));
    assert!(child.slots.iter().any(|slot| slot.kind == SlotKind::Concern("worry".into())));
    let collections: Vec<&str> = ruleset.layout.collections.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(collections, ["contacts", "messages", "meetings", "marks"]);
    assert_eq!(ruleset.layout.statement_roles.len(), 3);
}

#[test]
fn tests_on_knowing_add_slots_and_stand_only_where_they_may() {
    let asking = format!(
        "[rule.ASK]\ntitle = \"t\"\nbecause = \"b\"\ngiven = 'not(known(child.crawls)) and not(recorded(\"phoned\"))'\n\
         requires = [\"weigh\"]\nchases = true\n{CITE}"
    );
    let ruleset = loaded(&beside(&pathway(&asking)));
    let child = &ruleset.layout.entities[0];
    assert!(child.slots.iter().any(|slot| slot.kind == SlotKind::Recorded("phoned".into())));
    assert_eq!(codes(&refused(&beside(&pathway(&asking.replace("chases = true\n", ""))))), ["SP0208", "SP0208"]);
}

#[test]
fn roles_of_persons_resolve_for_any_role() {
    let toml = "[entity.person]\nword = \"the person\"\nother = \"any other person\"\n\n\
                [fact.\"child.carers_complete\"]\ntype = \"truth\"\nmeaning = \"m\"\nquestion = \"q\"\n\n\
                [collection.carers]\nentity = \"person\"\nclosed_by = \"child.carers_complete\"\nnever_empty = true\n\n\
                [derived.d]\nmeaning = \"d\"\nwhen = 'some q in carers satisfies q.is_father'\n";
    let ruleset = loaded(&beside(&format!("```toml\n{toml}```\n")));
    let person = ruleset.layout.entities.iter().find(|entity| entity.id.as_str() == "person").unwrap();
    assert!(person.slots.iter().any(|slot| slot.kind == SlotKind::PersonRole("father".into())));
}

#[test]
fn orders_of_concern_are_closed_transitively() {
    let toml = "[fact.\"child.x\"]\ntype = \"label\"\nlabels = [\"a\", \"b\", \"c\", \"d\"]\nmeaning = \"m\"\n\
                question = \"q\"\nrecorded_only = true\nconflict = \"most_concerning\"\n\
                more_concerning = [[\"a\", \"b\", \"c\"]]\n";
    let ruleset = loaded(&beside(&format!("```toml\n{toml}```\n")));
    let fact = ruleset.fact("child.x").unwrap();
    assert_eq!(fact.conflict, ConflictRule::MostConcerning(vec![(0, 1), (0, 2), (1, 2)]));
    assert_eq!(fact.label_words, ["a", "b", "c", "d"]);
    let round = toml.replace("[[\"a\", \"b\", \"c\"]]", "[[\"a\", \"b\"], [\"b\", \"a\"]]");
    assert_eq!(codes(&refused(&beside(&format!("```toml\n{round}```\n")))), ["SP0307"]);
}

#[test]
fn values_are_held_as_their_types_say() {
    let toml = format!(
        "[parameter.\"p.a\"]\ntype = \"decimal\"\nunit = \"degrees\"\nvalue = 38.5\nmeaning = \"m\"\n{CITE}\n\
         [parameter.\"p.b\"]\ntype = \"date\"\nvalue = \"1970-01-02\"\nmeaning = \"m\"\n{CITE}\n\
         [parameter.\"p.c\"]\ntype = \"labels\"\nof = \"mark.kind\"\nvalue = [\"rash\", \"birthmark\"]\nmeaning = \"m\"\n{CITE}\n\
         [parameter.\"p.d\"]\ntype = \"elapsed\"\nvalue = \"90 seconds\"\nmeaning = \"m\"\n{CITE}\n\
         [parameter.\"p.e\"]\ntype = \"event\"\nvalue = \"event:phoned\"\nmeaning = \"m\"\n{CITE}\n\
         [parameter.\"p.f\"]\ntype = \"truth\"\nvalue = true\nbounds = [true]\nmeaning = \"m\"\n{CITE}\n\
         [action.late]\nkind = \"do\"\ntext = \"t\"\nby = \"nurse\"\ndue = {{ within = \"1 working day\", from = \"p.e\" }}\n{CITE}"
    );
    let ruleset = loaded(&beside(&format!("```toml\n{toml}```\n")));
    let value = |id: &str| &ruleset.parameters.iter().find(|parameter| parameter.id.as_str() == id).unwrap().value;
    assert_eq!(*value("p.a"), Value::Range(385_000, 385_000));
    assert_eq!(*value("p.b"), Value::Range(1, 1));
    assert_eq!(*value("p.c"), Value::Labels(0b110));
    assert_eq!(*value("p.d"), Value::Range(90, 90));
    assert_eq!(*value("p.f"), Value::Truth(true));
    let late = ruleset.action(&"late".into()).unwrap();
    assert_eq!(late.due.as_ref().unwrap().from, DueFrom::Event("phoned".into()));
    assert!(matches!(ruleset.fact("child.weight").unwrap().ty, Type::Integer(_)));
}

#[test]
fn a_rule_is_taken_at_the_moment_that_it_names() {
    let at = |at: &str| {
        pathway(&format!(
            "[rule.R]\ntitle = \"t\"\nbecause = \"b\"\neach = \"marks\"\nat = \"{at}\"\ngiven = 'mark.kind = \"bruise\"'\n\
             requires = [\"weigh\"]\n{CITE}"
        ))
    };
    let reference = |text: &str| {
        let ruleset = loaded(&beside(&at(text)));
        ruleset.rules.iter().find(|rule| rule.id.as_str() == "R").unwrap().reference.clone()
    };
    assert_eq!(reference("now"), Reference::Now);
    assert_eq!(reference("fact:mark.first_seen"), Reference::Fact("mark.first_seen".into()));
    assert_eq!(codes(&refused(&beside(&at("mark.kind")))), ["SP0204"]);
    assert_eq!(codes(&refused(&beside(&at("nov")))), ["SP0010"]);
}

#[test]
fn a_group_of_roles_in_evidence_is_named_with_its_members() {
    let toml = "[role.clinicians]\ntitle = \"the clinicians\"\nkind = \"professional\"\nany_of = [\"nurse\", \"doctor\"]\n\n\
                [fact.\"child.x\"]\ntype = \"truth\"\nmeaning = \"m\"\nquestion = \"q\"\nrecorded_only = true\n\
                [[fact.\"child.x\".reassuring]]\nvalues = [true]\nwords = \"w\"\n\
                needs = 'some s in statements satisfies s.role = \"clinicians\"'\n";
    let found = refused(&beside(&format!("```toml\n{toml}```\n")));
    assert_eq!(codes(&found), ["SP0103"]);
    assert_eq!(
        found[0].help.as_deref(),
        Some("`clinicians` is a group: write its roles, `in (\"nurse\", \"doctor\")`")
    );
}

#[test]
fn a_known_immobility_brings_a_rule_on_only_beside_one_that_presumes_it() {
    let known = rule("KNOWN", "not(child.crawls)", "worry");
    assert_eq!(codes(&refused(&beside(&pathway(&known)))), ["SP0303"]);
    let presumed = rule("PRESUMED", "child.weight < 9000", "worry")
        .replace("raises", "presume = 'not(child.crawls) and child.age_months < p.age_limit'\nraises");
    loaded(&beside(&pathway(&[known, presumed].concat())));
}

#[test]
fn a_ruleset_for_timing_needs_no_citations_and_others_do() {
    let text = |kind: &str| {
        format!(
            "```toml\n[ruleset]\nname = \"timed\"\ntitle = \"Invented for timing\"\nedition = \"1\"\nstatus = \"draft\"\n\
             standing = \"Invented.\"\nkind = \"{kind}\"\n\n[pathway]\nid = \"p\"\ntitle = \"t\"\npurpose = \"p\"\nask = \"nobody\"\n\n\
             [role.r]\ntitle = \"r\"\nkind = \"professional\"\n\n[action.a]\nkind = \"do\"\ntext = \"t\"\nby = \"r\"\n\n\
             [rule.R]\ntitle = \"t\"\ngiven = 'child.age_days < 60'\nrequires = [\"a\"]\n```\n"
        )
    };
    let sources = |kind: &str| {
        safeguarding::ruleset::Sources::new(
            "timed",
            vec![safeguarding::ruleset::Document::new("timed/ruleset.md", text(kind))],
        )
    };
    assert!(loaded(&sources("bench")).bench);
    let found = refused(&sources("pathways"));
    let codes = codes(&found);
    assert!(codes.contains(&"SP0401") && codes.contains(&"SP0303"), "{codes:?}");
}
