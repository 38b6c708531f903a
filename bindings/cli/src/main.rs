//! The `safeguarding` command.
fn main() {}
