//! What the reference lists number: the files of tests/trace, one for each section.

use std::path::Path;

use toml_edit::{Document, TableLike};

/// Where the lists stand in the checkout.
pub const FOLDER: &str = "tests/trace";

/// One section of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// The reference and the section in it.
    pub source: String,
    /// Pathways whose states and deviations are matched by name.
    pub pathways: Vec<String>,
    /// What it numbers, by kind, in its order.
    pub groups: Vec<Group>,
}

/// Things of one kind in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// `rule`, `action`, `exception`, `state`, `deviation`, `deadline`, …
    pub kind: String,
    /// The things, in order.
    pub items: Vec<Item>,
}

/// One numbered thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its identifier, such as `NIM-R1`.
    pub id: String,
    /// A few words on what it says; for states and deviations the name.
    pub title: String,
}

/// Reads the lists of a checkout, in the order of the files' names.
///
/// # Errors
/// In words, when the folder or a file cannot be read or has another shape, or an identifier stands twice.
pub fn read(root: &Path) -> Result<Vec<Section>, String> {
    let fault = |error: std::io::Error| format!("{FOLDER} cannot be read: {error}");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root.join(FOLDER)).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    let mut sections = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{name} cannot be read: {error}"))?;
        sections.extend(parse(&text).map_err(|why| format!("{name}: {why}"))?);
    }
    none_twice(&sections)?;
    Ok(sections)
}

/// Reads the sections of one file from its text.
///
/// # Errors
/// In words, when the text is not TOML or has another shape, or an identifier stands twice.
pub fn parse(text: &str) -> Result<Vec<Section>, String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let sections = document.as_table().get("section").and_then(|item| item.as_table_like());
    let sections = sections.ok_or("expected tables `[section.NAME]`")?;
    let mut result = Vec::new();
    for (name, item) in sections.iter() {
        let table = item.as_table_like().ok_or_else(|| format!("`section.{name}` is not a table"))?;
        result.push(section(name, table)?);
    }
    none_twice(&result)?;
    Ok(result)
}

fn none_twice(sections: &[Section]) -> Result<(), String> {
    let mut seen = std::collections::BTreeSet::new();
    let items = sections.iter().flat_map(|section| &section.groups).flat_map(|group| &group.items);
    match items.into_iter().find(|item| !seen.insert(item.id.as_str())) {
        Some(item) => Err(format!("`{}` stands twice", item.id)),
        None => Ok(()),
    }
}

fn section(name: &str, table: &dyn TableLike) -> Result<Section, String> {
    let text = |key: &str| {
        let value = table.get(key).and_then(|item| item.as_str());
        value.map(str::to_owned).ok_or_else(|| format!("`section.{name}` has no text `{key}`"))
    };
    let pathways = table.get("pathways").and_then(|item| item.as_array());
    let pathways = pathways.ok_or_else(|| format!("`section.{name}` has no list `pathways`"))?;
    let mut groups = Vec::new();
    for (kind, item) in table.iter() {
        let Some(table) = item.as_table() else { continue };
        let items = table.iter().map(|(id, item)| {
            let title = item.as_str().ok_or_else(|| format!("`{id}` is not a text"))?;
            Ok(Item { id: id.to_owned(), title: title.to_owned() })
        });
        groups.push(Group { kind: kind.to_owned(), items: items.collect::<Result<_, String>>()? });
    }
    Ok(Section {
        title: text("title")?,
        source: text("source")?,
        pathways: pathways.iter().filter_map(|value| value.as_str()).map(str::to_owned).collect(),
        groups,
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    const SECTION: &str = "[section.A]\ntitle = \"T\"\nsource = \"S\"\npathways = [\"p\"]\n";

    #[test]
    fn groups_and_items_keep_their_order() {
        let text =
            format!("{SECTION}[section.A.rule]\nA-R2 = \"two\"\nA-R1 = \"one\"\n[section.A.action]\nA-A1 = \"act\"\n");
        let sections = parse(&text).unwrap_or_default();
        let ids: Vec<_> = sections.iter().flat_map(|s| &s.groups).flat_map(|g| &g.items).map(|i| &i.id).collect();
        assert_eq!(ids, ["A-R2", "A-R1", "A-A1"]);
    }

    #[test]
    fn an_identifier_that_stands_twice_is_refused() {
        let text = format!("{SECTION}[section.A.rule]\nX = \"\"\n[section.A.action]\nX = \"\"\n");
        assert!(parse(&text).is_err_and(|why| why.contains("`X` stands twice")));
    }
}
