//! TOML as a plain tree in which every value knows its place. No type of the TOML library goes further than here.

use std::ops::Range;

use toml_edit::{Document, Item as TomlItem, TableLike, Value};

use super::library::Spot;

/// One value with its place.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) spot: Spot,
    pub(super) val: Val,
}

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Val {
    Text(String),
    Whole(i64),
    /// A number with a point; its text is read at its place, since no float takes part in a decision.
    Decimal,
    Flag(bool),
    /// A date or time without quotes, as written.
    Moment(String),
    List(Vec<Item>),
    Table(Table),
}

/// A key or another word with its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) spot: Spot,
}

/// A table, in the order as written.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) entries: Vec<(Word, Item)>,
}

impl Table {
    pub(super) fn get(&self, key: &str) -> Option<&(Word, Item)> {
        self.entries.iter().find(|(word, _)| word.text == key)
    }

    /// How many tables it holds, itself included.
    pub(super) fn size(&self) -> usize {
        let inside: usize = self.entries.iter().map(|(_, item)| item.size()).sum();
        inside.saturating_add(1)
    }
}

impl Item {
    fn size(&self) -> usize {
        match &self.val {
            Val::Table(table) => table.size(),
            Val::List(items) => items.iter().map(Self::size).sum(),
            _ => 0,
        }
    }
}

/// Why a block cannot be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// Not TOML, at this range.
    Syntax(Range<usize>, String),
    /// Nested too deep, at this byte.
    Deep(usize),
}

/// The deepest nesting of lists, inline tables and dotted keys.
pub(super) const DEEPEST: usize = 16;

/// Reads one block.
pub(super) fn parse(block: u32, toml: &str) -> Result<Table, Fault> {
    if let Some(at) = too_deep(toml) {
        return Err(Fault::Deep(at));
    }
    let document = Document::parse(toml).map_err(|error| {
        let range = error.span().unwrap_or(0..toml.len().min(1));
        Fault::Syntax(range, error.message().lines().next().unwrap_or_default().to_owned())
    })?;
    Ok(table(block, document.as_table(), Spot { block, start: 0, end: 0 }))
}

fn spot(block: u32, range: Option<Range<usize>>, near: Spot) -> Spot {
    let Some(range) = range else { return near };
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Spot { block, start: at(range.start), end: at(range.end) }
}

fn table(block: u32, from: &dyn TableLike, near: Spot) -> Table {
    let mut entries = Vec::with_capacity(from.len());
    for (name, item) in from.iter() {
        let key = from.get_key_value(name).map(|(key, _)| key);
        let key_spot = spot(block, key.and_then(toml_edit::Key::span), near);
        let word = Word { text: name.to_owned(), spot: key_spot };
        if let Some(item) = convert(block, item, key_spot) {
            entries.push((word, item));
        }
    }
    Table { entries }
}

fn convert(block: u32, item: &TomlItem, near: Spot) -> Option<Item> {
    match item {
        TomlItem::None => None,
        TomlItem::Value(value) => Some(convert_value(block, value, near)),
        TomlItem::Table(inner) => Some(Item { spot: near, val: Val::Table(table(block, inner, near)) }),
        TomlItem::ArrayOfTables(list) => {
            let rows = list
                .iter()
                .map(|row| {
                    let spot = spot(block, row.span(), near);
                    Item { spot, val: Val::Table(table(block, row, spot)) }
                })
                .collect();
            Some(Item { spot: near, val: Val::List(rows) })
        }
    }
}

fn convert_value(block: u32, value: &Value, near: Spot) -> Item {
    let spot = spot(block, value.span(), near);
    let val = match value {
        Value::String(text) => Val::Text(text.value().clone()),
        Value::Integer(number) => Val::Whole(*number.value()),
        Value::Float(_) => Val::Decimal,
        Value::Boolean(flag) => Val::Flag(*flag.value()),
        Value::Datetime(moment) => Val::Moment(moment.value().to_string()),
        Value::Array(list) => Val::List(list.iter().map(|item| convert_value(block, item, spot)).collect()),
        Value::InlineTable(inner) => Val::Table(table(block, inner, spot)),
    };
    Item { spot, val }
}

/// The byte at which nesting passes [`DEEPEST`], found without recursion and before anything recurses.
fn too_deep(toml: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut dots = 0_usize;
    let mut bytes = toml.bytes().enumerate().peekable();
    let mut quote: Option<(u8, bool)> = None;
    let at = |index: usize| toml.as_bytes().get(index).copied();
    while let Some((index, byte)) = bytes.next() {
        if let Some((mark, long)) = quote {
            match byte {
                b'\\' if mark == b'"' => {
                    bytes.next();
                }
                b'\n' if !long => quote = None,
                _ if byte == mark && !long => quote = None,
                _ if byte == mark
                    && at(index.saturating_add(1)) == Some(mark)
                    && at(index.saturating_add(2)) == Some(mark) =>
                {
                    bytes.next();
                    bytes.next();
                    quote = None;
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' | b'\'' => {
                let long = at(index.saturating_add(1)) == Some(byte) && at(index.saturating_add(2)) == Some(byte);
                if long {
                    bytes.next();
                    bytes.next();
                }
                quote = Some((byte, long));
            }
            b'#' => while bytes.next_if(|(_, byte)| *byte != b'\n').is_some() {},
            b'[' | b'{' => depth = depth.saturating_add(1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'.' => dots = dots.saturating_add(1),
            b'\n' | b'=' | b',' => dots = 0,
            _ => {}
        }
        if depth > DEEPEST || dots > DEEPEST {
            return Some(index);
        }
    }
    None
}

/// For a text value as written, the byte of the TOML at which each byte of its meaning stands, so that a place in a
/// condition becomes a place in the document.
pub(super) fn inside(raw: &str, spot: Spot, range: Range<usize>) -> Spot {
    let start = written(raw, range.start);
    let end = written(raw, range.end).max(start);
    spot.part(&(start..end))
}

/// The byte of the written value at which byte `at` of its meaning stands.
fn written(raw: &str, at: usize) -> usize {
    let open = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
    let mut offset = open;
    let body = raw.get(open..).unwrap_or_default();
    // TOML drops a line break right after the opening of a long string.
    if open == 3 && body.starts_with('\n') {
        offset = offset.saturating_add(1);
    }
    if raw.starts_with('\'') {
        return offset.saturating_add(at);
    }
    let mut meaning = 0_usize;
    let mut chars = raw.get(offset..).unwrap_or_default().char_indices().peekable();
    while let Some((index, c)) = chars.next() {
        if meaning >= at {
            return offset.saturating_add(index);
        }
        if c != '\\' {
            meaning = meaning.saturating_add(c.len_utf8());
            continue;
        }
        let Some((_, escape)) = chars.next() else { break };
        let digits = match escape {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            c if c.is_whitespace() => {
                // A line-ending backslash swallows the white space that follows.
                while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                continue;
            }
            _ => 0,
        };
        let mut value = 0_u32;
        for _ in 0..digits {
            let digit = chars.next().and_then(|(_, c)| c.to_digit(16)).unwrap_or_default();
            value = value.wrapping_mul(16).wrapping_add(digit);
        }
        let width = if digits == 0 { 1 } else { char::from_u32(value).map_or(1, char::len_utf8) };
        meaning = meaning.saturating_add(width);
    }
    raw.len().saturating_sub(open)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "a test may stop at the first surprise"
    )]
    use super::{Fault, Val, inside, parse};

    #[test]
    fn values_know_their_places() {
        let toml = "[rule.A]\ngiven = 'x = \"é\"'\nlist = [1, 2.5]\n";
        let table = parse(3, toml).unwrap();
        let Val::Table(rules) = &table.get("rule").unwrap().1.val else { panic!() };
        let (word, a) = rules.get("A").unwrap();
        assert_eq!(&toml[word.spot.start as usize..word.spot.end as usize], "A");
        let Val::Table(a) = &a.val else { panic!() };
        let given = &a.get("given").unwrap().1;
        assert_eq!(&toml[given.spot.start as usize..given.spot.end as usize], "'x = \"é\"'");
    }

    #[test]
    fn places_inside_escaped_and_long_strings() {
        for (raw, meaning) in [
            (r#""a\tb\u00e9 mark""#, "a\tb\u{e9} mark"),
            ("'''\nab mark'''", "ab mark"),
            ("'ab mark'", "ab mark"),
            ("\"\"\"\na \\\n   mark\"\"\"", "a mark"),
        ] {
            let at = meaning.find("mark").unwrap();
            let spot = inside(raw, super::Spot { block: 0, start: 0, end: raw.len() as u32 }, at..at + 4);
            assert!(
                raw[spot.start as usize..].trim_start().trim_start_matches("\\\n").trim_start().starts_with("mark"),
                "{raw} {spot:?}"
            );
        }
    }

    #[test]
    fn depth_is_bounded_before_anything_recurses() {
        for toml in [
            format!("x = {}", "[".repeat(10_000)),
            format!("x = {}", "{a=".repeat(10_000)),
            format!("{}x = 1", "a.".repeat(10_000)),
            format!("[{}x]", "a.".repeat(10_000)),
        ] {
            assert!(matches!(parse(0, &toml), Err(Fault::Deep(_))));
        }
        assert!(parse(0, "x = '[[[[[[[[[[[[[[[[[[[[[[[' # [[[[[[[[[[[[[[[[[[[[[[[[[\n").is_ok());
    }
}
