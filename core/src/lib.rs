//! England's child-safeguarding pathways for infants as a deterministic, cited rules engine.
//!
//! A baby who cannot move on their own is seen with a mark. From what was said and seen, by whom and when, the engine
//! answers what is to be done now, by whom, by when and why, with the paragraph it comes from; what is not known and
//! worth asking; what is late, and who must be told. It supports professional judgement and never replaces it, and it
//! never says that a child is out of danger.
//!
//! The built-in rulesets are drafts that nobody has adopted. Start with `core/ARCHITECTURE.md`.
//!
//! # Example
//! All people here are invented.
//! ```
//! # #[cfg(feature = "documents")] {
//! use safeguarding::run::compose::{Query, decide_for};
//! use safeguarding::run::view::View;
//! use safeguarding::time::Instant;
//! use safeguarding::wire::{Reading, read_case};
//!
//! let ruleset = safeguarding::ruleset::builtin("swindon").unwrap().unwrap().ruleset;
//! let case = br#"{
//!   "schema": "safeguarding/case/1", "id": "an invented baby",
//!   "child": { "born": "2024-03-01" },
//!   "agencies": [{ "id": "hv", "kind": "health" }],
//!   "people": [{ "id": "mother", "role": "mother" }, { "id": "hv1", "role": "health_visitor", "agency": "hv" }],
//!   "subjects": [{ "id": "mark", "entity": "mark", "words": "a bruise on the cheek" }],
//!   "events": [
//!     { "id": "e1", "type": "contact", "contact": "visit", "at": "2024-05-03T10:30", "by": "hv1" },
//!     { "id": "e2", "type": "statement", "contact": "visit", "at": "2024-05-03T10:35", "subject": "mark",
//!       "facts": { "mark.present": "seen_now", "mark.kind": "bruise" }, "said_by": "hv1", "by": "hv1" }
//!   ]
//! }"#;
//! let case = read_case(&ruleset, case, Reading::Strict).unwrap().case;
//! let at = Instant::parse("2024-05-03T10:40:00+01:00").unwrap();
//! let view = View::Of { agency: "hv".into(), role: None, person: None };
//! let decision = decide_for(&ruleset, &case, &Query { actor: Some("health_visitor".into()), view, at, known_at: at });
//! assert!(decision.you_now.iter().any(|item| item.action.as_str() == "phone_social_care"));
//! # }
//! ```

#![forbid(unsafe_code)]

pub mod audit;
pub mod canonical;
pub mod citation;
pub mod diagnostic;
pub mod expr;
pub mod id;
pub mod model;
pub mod ruleset;
pub mod run;
pub mod span;
pub mod time;
mod truth;
pub mod value;
pub mod verify;
pub mod wire;

pub use truth::Truth;
