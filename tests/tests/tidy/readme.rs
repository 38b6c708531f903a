//! What README.md tells a newcomer is what is checked before a change lands.

use crate::checkout::file;
use crate::none;

#[test]
fn the_commands_of_the_readme_are_those_that_ci_runs() {
    let readme = file("README.md");
    let script = file(".ci/run");
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let commands: Vec<&str> =
        blocks.flat_map(str::lines).map(str::trim).filter(|line| line.starts_with("cargo ")).collect();
    assert_eq!(
        commands,
        ["cargo run --release -- replay examples/cases/child-3.json", "cargo xtask test"],
        "the main job in one command, every test in another"
    );
    let runs = |command: &&str| {
        script.lines().any(|line| line.strip_prefix("run ").is_some_and(|line| line.starts_with(*command)))
    };
    let findings =
        commands.iter().filter(|command| !runs(command)).map(|command| format!(".ci/run does not run `{command}`"));
    none(&findings.collect::<Vec<_>>());
    assert!(script.lines().any(|line| line == "run cargo xtask test --all-required"), ".ci/run may leave nothing out");
}
