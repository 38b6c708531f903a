//! What was erased from a case file: the ids that what is left may still refer to.
//!
//! A log that speaks to somebody whose data were erased has to be opened all the same, so that its decisions can be
//! told from altered ones. The file then lists the ids, and nothing else of them: `"erased": { "people": ["p4"],
//! "events": ["e12"] }`.

use crate::id::{EventId, PersonId, SubjectId};

use super::case::Names;
use super::problem::ProblemCode;
use super::reader::{At, Reader};

/// Takes the erased ids among the names that events may refer to. Called after people were read, before events are.
pub(super) fn read_erased(reader: &mut Reader, file: &At<'_>, names: &mut Names) {
    let Some(value) = file.get("erased") else { return };
    let Some(erased) = reader.object(value, "/erased") else { return };
    reader.only(&erased, &["people", "events"]);
    let twice = "an id that the file holds nothing of any more; it stands in the file all the same";
    for (id, at) in reader.texts(&erased, "people") {
        if !names.people.insert(PersonId::from(id)) {
            reader.report(ProblemCode::IdReused, at, twice);
        }
        names.subjects.entry(SubjectId::from(id)).or_insert_with(|| "person".to_owned());
    }
    for (id, at) in reader.texts(&erased, "events") {
        if !names.events.insert(EventId::from(id)) {
            reader.report(ProblemCode::IdReused, at, twice);
        }
    }
}
