//! The course of a case: the drawing of a region, and the same in tables.

use super::book::{Book, place_id};
use super::condition::words;
use super::html::{Ids, Table, escaped};
use crate::graph::chart::{Chart, MoveKind, chart};
use crate::graph::svg;

/// The region that a document declares under this name.
pub(super) fn region(book: &Book<'_>, ids: &mut Ids, name: &str) -> Option<String> {
    let region = book.ruleset.pathways.iter().flat_map(|one| &one.regions).find(|one| one.id.as_str() == name)?;
    let chart = chart(book.ruleset, region);
    let each = chart.each.as_ref().map(|each| format!("; one for each {}", escaped(each))).unwrap_or_default();
    let id = ids.take(&place_id("region", name));
    Some(format!(
        "<figure class=\"course\" id=\"{}\">\n<figcaption><strong>Diagram of states: {}</strong>{each}. {} <span class=\"slide\">Slide the drawing sideways to see all of it; the table below says the same.</span></figcaption>\n\
         <div class=\"scrolls\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">\n{}</div>\n</figure>\n{}",
        escaped(&id),
        escaped(&chart.title),
        escaped(svg::LEGEND),
        escaped(&format!("Diagram of states: {}", chart.title)),
        svg::inline(&chart),
        moves(&chart)
    ))
}

/// So many states are named in a row; of more their numbers stand.
const FEW_STATES: usize = 3;

fn moves(chart: &Chart) -> String {
    let caption = format!("Moves between the states of: {}", chart.title);
    let mut table = Table::new(&caption, &["What happens", "From", "To", "Condition or deviation"]);
    for one in &chart.moves {
        let state = |at: usize| {
            chart
                .states
                .get(at)
                .map_or_else(String::new, |state| format!("{}. {}", at.saturating_add(1), words(&state.words)))
        };
        let from = if one.from.len() <= FEW_STATES {
            one.from.iter().map(|at| state(*at)).collect::<Vec<_>>().join("<br>")
        } else {
            // Named in the drawing and where a move leads into them.
            let mut numbers: Vec<usize> = one.from.iter().map(|at| at.saturating_add(1)).collect();
            numbers.sort_unstable();
            format!("states {}", numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", "))
        };
        let note = one.note.as_deref().map(words).unwrap_or_default();
        let order = match one.kind {
            MoveKind::Event => "none".to_owned(),
            _ => note,
        };
        table.row(vec![words(&one.words), from, state(one.to), order]);
    }
    if table.is_empty() { String::new() } else { table.or("") }
}
