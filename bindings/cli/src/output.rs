//! Where answers and failures go: standard output and standard error, as text or JSON.

use std::io::Write;

use anstream::{AutoStream, ColorChoice};
use safeguarding::canonical;
use safeguarding::wire;
use serde_json::{Value, json};

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

    /// Prints text that is never styled: for files and other programs.
    pub(crate) fn plain(&self, text: &str) {
        self.write(std::io::stdout(), text);
    }

    /// Prints a document of the contract: canonical bytes and one line end.
    pub(crate) fn document(&self, kind: &str, body: &impl serde::Serialize) {
        match wire::document(kind, body) {
            Ok(document) => self.json(&document),
            // The library's answers are objects; this says so if one ever is not.
            Err(error) => self.json(&json!({ "schema": "safeguarding/error/1", "code": "internal", "message": error.to_string(), "problems": [] })),
        }
    }

    /// Prints canonical JSON and one line end.
    pub(crate) fn json(&self, value: &Value) {
        let mut text = canonical::canonical_text(value).unwrap_or_else(|error| {
            // The library's own answers hold whole numbers and are shallow; this says so if that ever changes.
            json!({ "schema": "safeguarding/error/1", "code": "internal", "message": error.to_string(), "problems": [] }).to_string()
        });
        text.push('\n');
        self.write(std::io::stdout(), &text);
    }

    /// Prints something beside the answer, on standard error: for whoever runs the command, no part of the answer.
    pub(crate) fn aside(&self, kind: &str, body: &impl serde::Serialize, words: &str) {
        if self.is_json() {
            let text = wire::document(kind, body).and_then(|value| canonical::canonical_text(&value));
            self.write(std::io::stderr(), &format!("{}\n", text.unwrap_or_default()));
        } else {
            self.aside_text(&format!("{words}\n"));
        }
    }

    /// Prints text on standard error.
    pub(crate) fn aside_text(&self, text: &str) {
        self.write(AutoStream::new(std::io::stderr(), self.colour), text);
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
