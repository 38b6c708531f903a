//! The commands that README.md gives a newcomer are run as they stand there.

use super::{Context, Outcome, Step, ended, in_turn};
use crate::command::Program;
use crate::tally::Tally;

pub(super) const STEPS: &[Step] =
    &[Step { name: "readme", what: "each command of README.md runs and answers", run: commands }];

/// This very command stands in README.md too: it is running.
const OURSELVES: &str = "cargo xtask test";

fn commands(context: &Context) -> Outcome {
    let text = match std::fs::read_to_string(context.root.join("README.md")) {
        Ok(text) => text,
        Err(error) => return Outcome::Failed(format!("README.md cannot be read: {error}")),
    };
    let commands = shell_commands(&text);
    if !commands.contains(&OURSELVES) {
        return Outcome::Failed(format!("README.md does not give `{OURSELVES}`"));
    }
    in_turn(commands.into_iter().filter(|command| *command != OURSELVES).map(|command| {
        match Program::new(&context.root, "sh").args(["-c", command]).run() {
            Ok(finished) if !finished.succeeded => Outcome::Failed(format!("`{command}`: {}", ended(finished.code))),
            Ok(finished) if finished.output.trim().is_empty() => {
                Outcome::Failed(format!("`{command}` printed nothing"))
            }
            Ok(_) => Outcome::Ran(Tally::ONE_PASSED),
            Err(why) => Outcome::CouldNotRun(why),
        }
    }))
}

/// The lines of every fenced `sh` block, without comments.
fn shell_commands(text: &str) -> Vec<&str> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            commands.push(line);
        }
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_of_shell_blocks_are_commands() {
        let text = "# Title\n```sh\n# what it does\ncargo run\n\n```\n```rust\nfn main() {}\n```\n```sh\ncargo xtask test\n```\n";
        assert_eq!(shell_commands(text), ["cargo run", "cargo xtask test"]);
    }
}
