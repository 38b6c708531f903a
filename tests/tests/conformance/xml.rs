//! As much of XML as the test kits use: elements, attributes, text, comments. Names are read without their prefix.

/// An element.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    text: String,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The text directly inside, trimmed.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The first child of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// All elements of this name, at any depth.
    pub(crate) fn within<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.within(name, found);
        }
    }
}

/// Reads a document and gives its outermost element.
pub(crate) fn read(document: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut rest = document;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        open.last_mut().expect("something is open").text.push_str(&unescaped(text));
        if let Some(after) = tag.strip_prefix("<!--") {
            rest = past(after, "-->").1;
        } else if let Some(after) = tag.strip_prefix("<![CDATA[") {
            let (text, after) = past(after, "]]>");
            open.last_mut().expect("something is open").text.push_str(text);
            rest = after;
        } else if tag.starts_with("<?") || tag.starts_with("<!") {
            rest = past(tag, ">").1;
        } else if let Some(after) = tag.strip_prefix("</") {
            let done = open.pop().expect("something is open");
            open.last_mut().expect("an element ends that was not begun").children.push(done);
            rest = past(after, ">").1;
        } else {
            let (inside, after) = past_tag(&tag[1..]);
            let (inside, empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
            let element = begun(inside);
            if empty {
                open.last_mut().expect("something is open").children.push(element);
            } else {
                open.push(element);
            }
            rest = after;
        }
    }
    assert_eq!(open.len(), 1, "an element has no end");
    open.remove(0).children.into_iter().next().expect("the document has an element")
}

fn past<'a>(text: &'a str, end: &str) -> (&'a str, &'a str) {
    let at = text.find(end).unwrap_or_else(|| panic!("`{end}` is missing"));
    (&text[..at], &text[at + end.len()..])
}

/// A tag ends at the first `>` that stands in no quotation marks.
fn past_tag(text: &str) -> (&str, &str) {
    let mut quoted = None;
    for (at, c) in text.char_indices() {
        match (quoted, c) {
            (None, '>') => return (&text[..at], &text[at + 1..]),
            (None, '"' | '\'') => quoted = Some(c),
            (Some(mark), c) if mark == c => quoted = None,
            _ => {}
        }
    }
    panic!("a tag has no end")
}

fn begun(inside: &str) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let name_end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let mut element = Element { name: local(&inside[..name_end]), ..Element::default() };
    let mut rest = inside[name_end..].trim();
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let mark = after.chars().next().expect("an attribute has a value");
        let (value, after) = past(&after[1..], &mark.to_string());
        element.attributes.push((local(name.trim()), unescaped(value)));
        rest = after.trim();
    }
    element
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (entity, after) = past(&rest[at + 1..], ";");
        match entity {
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "amp" => out.push('&'),
            "quot" => out.push('"'),
            "apos" => out.push('\''),
            coded => {
                let coded = coded.strip_prefix('#').unwrap_or_else(|| panic!("an entity that is not known: {coded}"));
                let number = match coded.strip_prefix('x') {
                    Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                    None => coded.parse(),
                };
                out.push(number.ok().and_then(char::from_u32).expect("a character by its number"));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[test]
fn elements_attributes_text_and_entities_are_read() {
    let document = r#"<?xml version="1.0"?><!-- before --><a:one x:y="1 &gt; 0" z='"'><two/>1 &lt; 2<!-- <no> -->
        <two>&#65;<![CDATA[<&>]]></two></a:one>"#;
    let one = read(document);
    assert_eq!((one.name.as_str(), one.attribute("y"), one.attribute("z")), ("one", Some("1 > 0"), Some("\"")));
    assert_eq!(one.text(), "1 < 2");
    assert_eq!(one.all("two").map(Element::text).collect::<Vec<_>>(), ["", "A<&>"]);
}
