//! The door for Kotlin and Swift.
