//! Every test there is, by one command.
fn main() {}
