//! A drawing as SVG, laid out here.
//!
//! A chart of a pathway has a dozen states and many moves that start from several of them. Layered drawings of such
//! charts are nets of crossing arrows whose labels belong to nobody. So each state is a layer of its own, in the order of
//! the document; each move is one line with its words on it, written once, that ends in the box of its state. At its
//! other end it meets the tracks of the states that it starts from, one track for each state, and says their numbers.

use super::chart::{Chart, Move, MoveKind, StateBox};
use super::lines::wrapped;

/// Where boxes begin; left of them is the mark of the beginning.
const BOX_X: usize = 34;
const BOX_WIDTH: usize = 300;
/// Characters in a line of a box: of its words, and of owner and time.
const BOX_CHARS: usize = 28;
const SMALL_CHARS: usize = 37;
/// Where the words of moves begin, and how many characters stand in a line.
const WORDS_X: usize = BOX_X + BOX_WIDTH + 30;
const WORDS_CHARS: usize = 50;
const WORDS_WIDTH: usize = 356;
/// Where the tracks begin, and how far they stand apart.
const TRACKS_X: usize = WORDS_X + WORDS_WIDTH + 18;
const TRACK: usize = 26;
const LINE: usize = 16;
const SMALL_LINE: usize = 14;
const GAP: usize = 26;

const INK: &str = "#1d2733";
const QUIET: &str = "#56616d";
const TRACK_INK: &str = "#8793a0";
const BLUE: &str = "#1f4e8c";
const RED: &str = "#9c2a1b";
const PAPER: &str = "#ffffff";

/// A drawing of its own size.
struct Drawing {
    body: String,
    width: usize,
    height: usize,
}

/// One region for a page of HTML.
pub(crate) fn inline(chart: &Chart) -> String {
    let drawing = drawn(chart);
    let words = format!("Diagram of states: {}. The tables after it say the same in words.", chart.title);
    format!("{}{}</svg>\n", open(drawing.width, drawing.height, &words), drawing.body)
}

/// All regions below each other, with what the lines mean.
pub(crate) fn text(title: &str, charts: &[Chart]) -> String {
    let mut out = String::new();
    let mut width = 0_usize;
    let mut head = String::new();
    let mut y = 6_usize;
    for words in wrapped(title, 64) {
        y = y.saturating_add(22);
        head.push_str(&line_of_text(10, y, 18, INK, true, &words));
    }
    y = y.saturating_add(12);
    for chart in charts {
        let each = chart.each.as_ref().map(|each| format!(" (one for each {each})")).unwrap_or_default();
        out.push_str(&line_of_text(10, y.saturating_add(20), 16, INK, true, &format!("{}{each}", chart.title)));
        let drawing = drawn(chart);
        y = y.saturating_add(34);
        out.push_str(&format!("<g transform=\"translate(0 {y})\">\n{}</g>\n", drawing.body));
        y = y.saturating_add(drawing.height).saturating_add(14);
        width = width.max(drawing.width);
    }
    let width = width.max(WORDS_X + WORDS_WIDTH);
    let mut foot = String::new();
    for words in wrapped(LEGEND, 120) {
        y = y.saturating_add(LINE);
        foot.push_str(&line_of_text(10, y, 12, QUIET, false, &words));
    }
    format!("{}{head}{out}{foot}</svg>\n", open(width, y.saturating_add(16), &format!("Statecharts: {title}")))
}

/// What the lines mean.
pub(crate) const LEGEND: &str = "Each box is a state: its number, who holds the case in it, how long it may last. Each line is a \
move into the box at its arrow, from the states whose numbers stand on it. An unbroken line is an event or a time that runs out; \
a broken line depends on something, or is recorded as not in order. A dot before a box: a case begins there. A double frame: \
nothing more happens there.";

fn open(width: usize, height: usize, words: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"Arial, 'Liberation Sans', Helvetica, sans-serif\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n",
        escaped(words)
    )
}

/// A box with its lines, before it has a place.
struct Laid<'c> {
    state: &'c StateBox,
    words: Vec<String>,
    small: Vec<String>,
    incoming: Vec<(&'c Move, Vec<String>, Vec<String>)>,
    leaves: bool,
}

impl Laid<'_> {
    fn box_height(&self) -> usize {
        self.words.len() * LINE + self.small.len() * SMALL_LINE + 18
    }

    fn row_height(words: &[String], note: &[String]) -> usize {
        words.len() * LINE + note.len() * SMALL_LINE + 14
    }

    fn height(&self) -> usize {
        let rows: usize = self.incoming.iter().map(|(_, words, note)| Self::row_height(words, note)).sum();
        // Below the moves that come in, the line goes out.
        self.box_height().max(rows + if self.leaves { 20 } else { 0 })
    }
}

fn laid<'c>(chart: &'c Chart, at: usize, state: &'c StateBox) -> Laid<'c> {
    let mut small = Vec::new();
    if let Some(owner) = &state.owner {
        small.extend(wrapped(&format!("with {owner}"), SMALL_CHARS));
    }
    if let Some(timer) = &state.timer {
        small.extend(wrapped(&format!("time: {timer}"), SMALL_CHARS));
    }
    if state.is_final {
        small.push("nothing more happens here".to_owned());
    } else if state.resting {
        small.push("waits here; no time runs".to_owned());
    }
    let into = chart.moves.iter().filter(|one| one.to == at);
    Laid {
        state,
        words: wrapped(&state.words, BOX_CHARS),
        small,
        incoming: into
            .map(|one| {
                let note = one.note.as_ref().map(|note| wrapped(note, WORDS_CHARS + 4)).unwrap_or_default();
                (one, wrapped(&one.words, WORDS_CHARS), note)
            })
            .collect(),
        leaves: chart.moves.iter().any(|one| one.from.contains(&at)),
    }
}

fn drawn(chart: &Chart) -> Drawing {
    let boxes: Vec<Laid<'_>> = chart.states.iter().enumerate().map(|(at, state)| laid(chart, at, state)).collect();
    let tracks: Vec<usize> = boxes.iter().enumerate().filter(|(_, one)| one.leaves).map(|(at, _)| at).collect();
    let track_x = |state: usize| TRACKS_X + tracks.iter().position(|one| *one == state).unwrap_or(0) * TRACK;
    // How far each track runs, and everything that is drawn over the tracks.
    let mut spans: Vec<(usize, usize, usize)> = Vec::new();
    let mut over = String::new();
    let mut y = 12_usize;
    for (at, one) in boxes.iter().enumerate() {
        draw_box(&mut over, one, at, y);
        let mut row = y;
        for (step, words, note) in &one.incoming {
            let height = Laid::row_height(words, note);
            let line = row + height - 8;
            let far = step.from.iter().map(|from| track_x(*from)).max().unwrap_or(TRACKS_X);
            draw_move(&mut over, step.kind, words, note, row, line, far);
            for from in &step.from {
                spans.push((*from, line, line));
                draw_number(&mut over, track_x(*from), line, *from);
            }
            row += height;
        }
        let height = one.height();
        if one.leaves {
            let out = y + height - 6;
            let right = BOX_X + BOX_WIDTH;
            spans.push((at, out, out));
            over.push_str(&format!(
                "<path d=\"M{right} {out}H{}\" stroke=\"{TRACK_INK}\" fill=\"none\" stroke-width=\"1.5\"/>\n",
                track_x(at)
            ));
            over.push_str(&format!("<circle cx=\"{right}\" cy=\"{out}\" r=\"3\" fill=\"{TRACK_INK}\"/>\n"));
        }
        y += height + GAP;
    }
    let mut under = String::new();
    for track in &tracks {
        let mine = || spans.iter().filter(|(state, _, _)| state == track);
        let (Some(top), Some(end)) = (mine().map(|(_, top, _)| top).min(), mine().map(|(_, _, end)| end).max()) else {
            continue;
        };
        let x = track_x(*track);
        under.push_str(&format!(
            "<path d=\"M{x} {top}V{end}\" stroke=\"{TRACK_INK}\" fill=\"none\" stroke-width=\"1.5\"/>\n"
        ));
    }
    let width = TRACKS_X + tracks.len() * TRACK + 10;
    Drawing { body: format!("{under}{over}"), width, height: y.saturating_sub(GAP) + 14 }
}

fn draw_box(out: &mut String, one: &Laid<'_>, number: usize, y: usize) {
    let height = one.height();
    let fill = if one.state.resting || one.state.is_final { "#f3f1ec" } else { "#eef3fa" };
    let rect = |x: usize, y: usize, width: usize, height: usize, fill: &str| {
        format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"1.2\"/>\n"
        )
    };
    out.push_str(&rect(BOX_X, y, BOX_WIDTH, height, fill));
    if one.state.is_final {
        out.push_str(&rect(BOX_X + 4, y + 4, BOX_WIDTH - 8, height.saturating_sub(8), "none"));
    }
    if one.state.initial {
        let middle = y + 18;
        out.push_str(&format!("<circle cx=\"9\" cy=\"{middle}\" r=\"6\" fill=\"{INK}\"/>\n"));
        out.push_str(&format!("<path d=\"M15 {middle}H{}\" stroke=\"{INK}\" stroke-width=\"1.5\"/>\n", BOX_X - 6));
        out.push_str(&arrow_right(BOX_X, middle, INK));
    }
    draw_number(out, BOX_X + 17, y + 18, number);
    let mut line = y + 6;
    for words in &one.words {
        line += LINE;
        out.push_str(&line_of_text(BOX_X + 34, line, 13, INK, true, words));
    }
    line += 2;
    for words in &one.small {
        line += SMALL_LINE;
        out.push_str(&line_of_text(BOX_X + 34, line, 11, QUIET, false, words));
    }
}

fn draw_move(out: &mut String, kind: MoveKind, words: &[String], note: &[String], top: usize, line: usize, far: usize) {
    let ink = match kind {
        MoveKind::Guarded | MoveKind::Deviation => RED,
        MoveKind::Event | MoveKind::Time | MoveKind::ByItself => BLUE,
    };
    let dashes = if kind.is_broken() { " stroke-dasharray=\"7 4\"" } else { "" };
    let right = BOX_X + BOX_WIDTH;
    out.push_str(&format!(
        "<path d=\"M{far} {line}H{}\" stroke=\"{ink}\" fill=\"none\" stroke-width=\"1.6\"{dashes}/>\n",
        right + 7
    ));
    out.push_str(&format!("<path d=\"M{} {line}l9 -5v10z\" fill=\"{ink}\"/>\n", right + 1));
    let mut y = top;
    for one in words {
        y += LINE;
        out.push_str(&line_of_text(WORDS_X, y, 12, INK, false, one));
    }
    for one in note {
        y += SMALL_LINE;
        let ink = if kind == MoveKind::ByItself || kind == MoveKind::Time { QUIET } else { RED };
        out.push_str(&line_of_text(WORDS_X, y, 11, ink, false, one));
    }
}

fn arrow_right(x: usize, y: usize, ink: &str) -> String {
    format!("<path d=\"M{} {y}l-9 -5v10z\" fill=\"{ink}\"/>\n", x.saturating_sub(1))
}

fn draw_number(out: &mut String, x: usize, y: usize, number: usize) {
    out.push_str(&format!(
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"1.2\"/>\n"
    ));
    out.push_str(&format!(
        "<text x=\"{x}\" y=\"{}\" font-size=\"11\" text-anchor=\"middle\" fill=\"{INK}\">{}</text>\n",
        y + 4,
        number.saturating_add(1)
    ));
}

fn line_of_text(x: usize, y: usize, size: usize, ink: &str, strong: bool, words: &str) -> String {
    let weight = if strong { " font-weight=\"600\"" } else { "" };
    format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{ink}\"{weight}>{}</text>\n", escaped(words))
}

/// Text as XML takes it; what XML has no place for is left out.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
