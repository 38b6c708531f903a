//! Identifiers: short words from a ruleset or a case, one type for each kind of thing.
//!
//! Sets that grow (facts, roles, actions, states) are identifiers from the ruleset, never Rust enums.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(with = "String"))] Arc<str>);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(Arc::from(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(Arc::from(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// A fact of the vocabulary, such as `mark.kind`.
    FactId;
    /// A kind of thing that facts are about, such as `mark`.
    EntityId;
    /// A set of things that conditions quantify over, such as `marks`.
    CollectionId;
    /// A concern that rules raise, such as `suspect`.
    ConcernId;
    /// A rule, such as `NIM-R1`.
    RuleId;
    /// An exception, such as `NIM-X1`.
    ExceptionId;
    /// An action, such as `phone_social_care`.
    ActionId;
    /// A role, such as `health_visitor`.
    RoleId;
    /// A service with hours, such as `mash`.
    ServiceId;
    /// A parameter of the ruleset, such as `p.nim_age_floor_months`.
    ParameterId;
    /// A source document, such as `S`.
    CitationId;
    /// A pathway, such as `injury-not-mobile`.
    PathwayId;
    /// A region of a pathway's statechart.
    RegionId;
    /// A state of a region.
    StateId;
    /// The name of an event of the statecharts, such as `csc_phoned`.
    EventName;
    /// One thing in one case: a mark, a person, a contact, a message.
    SubjectId;
    /// An agency in a case.
    AgencyId;
    /// A person in a case, of the family or a professional.
    PersonId;
    /// One event of a case's log.
    EventId;
    /// One statement: an event's id, `#`, and the fact.
    StatementId;
    /// One obligation of a case.
    ObligationId;
}
