//! A local ruleset chooses and adds; it never removes.

use super::{CITE, beside, codes, loaded, over, refused};

const LOCAL: &str = "[ruleset]\nname = \"local\"\nextends = \"fixtures\"\ntitle = \"A local ruleset\"\nedition = \"1\"\n\
                     status = \"draft\"\nreview_by = \"2027-05-31\"\nstanding = \"Invented for tests.\"\n\n";

fn local(toml: &str) -> String {
    format!("```toml\n{LOCAL}{toml}\n```\n")
}

#[test]
fn a_chosen_value_takes_effect_in_the_conditions_and_deadlines_of_the_base() {
    let base = loaded(&beside(""));
    let chosen = loaded(&over(&local(&format!(
        "[parameter.\"p.age_limit\"]\nvalue = 18\nbecause = \"the partnership chose it\"\n{CITE}\n\
         [parameter.\"p.phone_limit\"]\nvalue = \"30 minutes\"\nbecause = \"nearby\"\n{CITE}"
    ))));
    assert_eq!((chosen.name.as_str(), chosen.extends.as_slice()), ("local", &["fixtures".to_owned()][..]));
    let age = chosen.parameters.iter().find(|parameter| parameter.id.as_str() == "p.age_limit").unwrap();
    assert_eq!(age.shown, "18");
    assert_eq!(age.overrides.as_deref(), Some("12 (the partnership chose it)"));
    assert_eq!(&*age.place.file, "local/ruleset.md");
    assert_ne!(base.rules[0].presume.as_ref().unwrap().node, chosen.rules[0].presume.as_ref().unwrap().node);
    assert_ne!(base.program, chosen.program);
    let limit = |ruleset: &safeguarding::model::Ruleset| ruleset.actions[0].due.as_ref().unwrap().limit.to_string();
    assert_eq!((limit(&base).as_str(), limit(&chosen).as_str()), ("60 minutes", "30 minutes"));
    assert_ne!(base.hash, chosen.hash);
}

#[test]
fn everything_of_the_base_stays() {
    let base = loaded(&beside(""));
    let more = loaded(&over(&local(&format!(
        "[action.drill]\nkind = \"do\"\ntext = \"hold the drill\"\nby = \"nurse\"\n{CITE}"
    ))));
    for action in &base.actions {
        assert!(more.actions.contains(action), "{}", action.id);
    }
    for rule in &base.rules {
        assert!(more.rules.iter().any(|kept| kept.id == rule.id), "{}", rule.id);
    }
    assert_eq!(more.fallback, base.fallback);
    assert_eq!(more.never_lowers, base.never_lowers);
    assert_eq!(more.actions.len(), base.actions.len() + 1);
}

#[test]
fn a_rule_of_the_base_is_not_replaced() {
    let toml = format!("[rule.D-R1]\ntitle = \"t\"\nbecause = \"b\"\ngiven = 'false'\nraises = [\"worry\"]\n{CITE}");
    assert!(codes(&refused(&over(&local(&toml)))).contains(&"SP0802"));
}

#[test]
fn a_value_outside_the_bounds_needs_a_declared_weakening() {
    let choose = |more: &str| {
        local(&format!("[parameter.\"p.phone_limit\"]\nvalue = \"6 hours\"\nbecause = \"far away\"\n{more}{CITE}"))
    };
    assert_eq!(codes(&refused(&over(&choose("")))), ["SP0402"]);
    let weak = loaded(&over(&choose("weakening = \"far away\"\n")));
    let parameter = weak.parameters.iter().find(|parameter| parameter.id.as_str() == "p.phone_limit").unwrap();
    assert_eq!(parameter.weakening.as_deref(), Some("far away"));
    assert_eq!(codes(&safeguarding::ruleset::check_release(&weak)), ["SP0902"]);
}

#[test]
fn a_local_ruleset_states_the_hours_of_its_services() {
    let hours = "[service.clinic]\ntitle = \"the local clinic\"\nhours = \"Mon-Thu 08:30-16:40, Fri 08:30-16:00\"\n\
                 bank_holidays = \"shut\"\n";
    let found = loaded(&over(&local(&format!("{hours}alternate = \"on_call\"\n"))));
    let clinic = found.services.iter().find(|service| service.id.as_str() == "clinic").unwrap();
    assert_eq!((clinic.open.len(), clinic.open[0]), (5, (510, 1000)));
    let gap = refused(&over(&local(hours)));
    assert_eq!(codes(&gap), ["SP0503"], "without somebody for the night it does not load");
}
