//! The verb follows the authority.

use super::desk::{desk, required};

fn verb(authority: &str, source: &str) -> String {
    let grounds = format!("cite = [{{ source = \"{source}\" }}]\nauthority = \"{authority}\"\nverification = \"read\"");
    let rules = format!(
        "[action.it]\nkind = \"do\"\ntext = \"do it\"\nby = \"nurse\"\n{grounds}\n\n\
         [rule.R]\ntitle = \"R\"\ngiven = 'child.cold'\nrequires = [\"it\"]\n{grounds}\n"
    );
    let decision = desk(&rules).sees("mother", "child.cold", true).decide();
    required(&decision, "it")[0].verb.clone()
}

#[test]
fn law_must_guidance_unless_a_reason_is_recorded_others_should_and_an_inference_suggests() {
    assert_eq!(verb("law", "LAW"), "must");
    assert_eq!(verb("statutory_guidance", "LAW"), "must, unless a reason is recorded,");
    assert_eq!(verb("national", "LOCAL"), "should (An invented partnership)");
    assert_eq!(verb("local", "LOCAL"), "should (An invented partnership)");
    assert_eq!(verb("review", "LOCAL"), "suggested by this draft:");
    assert_eq!(verb("inference", "LOCAL"), "suggested by this draft:");
}
