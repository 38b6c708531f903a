//! What the reference lists number: tests/trace/references.toml.

use std::path::Path;

use toml_edit::{Document, TableLike};

/// Where the list stands in the checkout.
pub const FILE: &str = "tests/trace/references.toml";

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

/// Reads the list of a checkout.
///
/// # Errors
/// In words, when the file is missing or has another shape.
pub fn read(root: &Path) -> Result<Vec<Section>, String> {
    let text = std::fs::read_to_string(root.join(FILE)).map_err(|error| format!("{FILE} cannot be read: {error}"))?;
    parse(&text).map_err(|why| format!("{FILE}: {why}"))
}

/// Reads the list from its text.
///
/// # Errors
/// In words, when the text is not TOML or has another shape, or an identifier stands twice.
pub fn parse(text: &str) -> Result<Vec<Section>, String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let sections = document.as_table().get("section").and_then(|item| item.as_table_like());
    let sections = sections.ok_or("expected tables `[section.NAME]`")?;
    let mut seen = std::collections::BTreeSet::new();
    let mut result = Vec::new();
    for (name, item) in sections.iter() {
        let table = item.as_table_like().ok_or_else(|| format!("`section.{name}` is not a table"))?;
        let section = section(name, table)?;
        for item in section.groups.iter().flat_map(|group| &group.items) {
            if !seen.insert(item.id.clone()) {
                return Err(format!("`{}` stands twice", item.id));
            }
        }
        result.push(section);
    }
    Ok(result)
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
