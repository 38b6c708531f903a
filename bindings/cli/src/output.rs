//! Where answers and failures go: standard output and standard error, as text or JSON.

use std::io::Write;

use anstream::{AutoStream, ColorChoice};
use safeguarding::canonical;
use serde_json::{Map, Value, json};

use crate::args::{Colour, Format};
use crate::failure::Failure;
use crate::render;

/// How and where to print.
#[derive(Debug)]
pub(crate) struct Output {
    format: Format,
    colour: ColorChoice,
}

impl Output {
    pub(crate) fn new(format: Format, colour: Colour) -> Self {
        let colour = match colour {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        Self { format, colour }
    }

    pub(crate) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// How wide a line may be: at most 100 columns, less on a narrower terminal.
    pub(crate) fn width(&self) -> usize {
        let columns = terminal_size::terminal_size().map_or(render::WIDEST, |(width, _)| usize::from(width.0));
        columns.clamp(render::NARROWEST, render::WIDEST)
    }

    /// Prints text that may be styled; the styles are left out where they would not be shown.
    pub(crate) fn text(&self, text: &str) {
        self.write(AutoStream::new(std::io::stdout(), self.colour), text);
    }

    /// Prints a document with its schema: canonical bytes and one line end.
    pub(crate) fn document(&self, schema: &str, body: &impl serde::Serialize) {
        let mut document = Map::from_iter([("schema".to_owned(), Value::from(schema))]);
        match serde_json::to_value(body) {
            Ok(Value::Object(members)) => document.extend(members),
            Ok(other) => drop(document.insert("body".to_owned(), other)),
            Err(_) => {}
        }
        self.json(&Value::Object(document));
    }

    /// Prints canonical JSON and one line end.
    pub(crate) fn json(&self, value: &Value) {
        let mut text = canonical::canonical_text(value).unwrap_or_else(|error| {
            // The library's own answers hold whole numbers and are shallow; this says so if that ever changes.
            json!({ "schema": "safeguarding/error/1", "error": error.to_string() }).to_string()
        });
        text.push('\n');
        self.write(std::io::stdout(), &text);
    }

    /// Prints what went wrong, on standard error.
    pub(crate) fn failure(&self, failure: &Failure) {
        if self.is_json() {
            let value = render::failure::json(failure);
            let text = canonical::canonical_text(&value).unwrap_or_default();
            self.write(std::io::stderr(), &format!("{text}\n"));
        } else {
            let text = render::failure::text(failure, self.width());
            self.write(AutoStream::new(std::io::stderr(), self.colour), &text);
        }
    }

    fn write(&self, mut to: impl Write, text: &str) {
        // Whoever closed the pipe has read enough; there is nobody left to tell.
        let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
    }
}
