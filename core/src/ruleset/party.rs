//! Sources, roles and services.

use super::gather::Gathered;
use super::hours;
use super::row::Row;
use crate::citation::Source;
use crate::diagnostic::Code;
use crate::id::{RoleId, ServiceId};
use crate::model::{Role, Service};

pub(super) fn sources(all: &Gathered<'_>) -> Vec<Source> {
    all.of("source").iter().map(|entry| source(&entry.id.text, &entry.row)).collect()
}

fn source(id: &str, row: &Row<'_>) -> Source {
    row.keys(&["title", "publisher", "published", "address", "in_force_from", "in_force_to", "checked_on"]);
    let source = Source {
        id: id.into(),
        title: row.need("title").text,
        publisher: row.text("publisher").unwrap_or_default(),
        published: row.text("published").unwrap_or_default(),
        address: row.text("address"),
        in_force_from: row.date("in_force_from"),
        in_force_to: row.date("in_force_to"),
        checked_on: row.date("checked_on"),
    };
    in_force_order(row, source.in_force_from.as_deref(), source.in_force_to.as_deref());
    source
}

/// Reports an in-force interval that ends before it begins.
pub(super) fn in_force_order(row: &Row<'_>, from: Option<&str>, to: Option<&str>) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        row.desk.report(
            row.desk
                .finding(Code::InForceOrder, row.key_spot("in_force_to"), format!("{} ends before it begins", row.what))
                .expected("`in_force_to` on or after `in_force_from`"),
        );
    }
}

pub(super) fn services(all: &Gathered<'_>) -> Vec<Service> {
    all.of("service").iter().map(|entry| service(&entry.id.text, &entry.row, all)).collect()
}

fn service(id: &str, row: &Row<'_>, all: &Gathered<'_>) -> Service {
    row.keys(&["title", "hours", "bank_holidays", "alternate", "cite", "authority", "verification"]);
    super::grounds::optional(row, all);
    let hours = row.need("hours");
    let open = hours::parse(&hours.text).unwrap_or_else(|| {
        if !hours.text.is_empty() {
            row.desk.report(
                row.desk
                    .finding(Code::BadHours, hours.spot, format!("the hours of {} cannot be read", row.what))
                    .expected(hours::FORMS),
            );
        }
        vec![(0, hours::WEEK)]
    });
    let shut = row.one_of("bank_holidays", &[("shut", true), ("closed", true), ("open", false)]).unwrap_or(false);
    let alternate = row.word("alternate").filter(|word| all.refer(row.desk, "service", word));
    Service {
        id: id.into(),
        title: row.need("title").text,
        open,
        shut_on_bank_holidays: shut,
        alternate: alternate.map(|word| ServiceId::from(word.text)),
        place: row.place(),
    }
}

pub(super) fn roles(all: &Gathered<'_>) -> Vec<Role> {
    all.of("role").iter().map(|entry| role(&entry.id.text, &entry.row, all)).collect()
}

fn role(id: &str, row: &Row<'_>, all: &Gathered<'_>) -> Role {
    row.keys(&["title", "kind", "service", "alternate", "any_of"]);
    let kinds = ["family", "third_party", "professional", "service"].map(|kind| (kind, kind));
    let service = row.word("service").filter(|word| all.refer(row.desk, "service", word));
    let alternate = row.word("alternate").filter(|word| all.refer(row.desk, "role", word));
    Role {
        id: id.into(),
        title: row.need("title").text,
        any_of: refer_all(row, all, "any_of", "role").into_iter().map(RoleId::from).collect(),
        kind: row.need_one_of("kind", &kinds).unwrap_or("professional").to_owned(),
        service: service.map(|word| ServiceId::from(word.text)),
        alternate: alternate.map(|word| RoleId::from(word.text)),
        place: row.place(),
    }
}

/// The names under a key that are declared things of a kind; the others are reported.
pub(super) fn refer_all(row: &Row<'_>, all: &Gathered<'_>, key: &str, kind: &str) -> Vec<String> {
    row.words(key).into_iter().filter(|word| all.refer(row.desk, kind, word)).map(|word| word.text).collect()
}

/// One name under a key.
pub(super) fn refer_one(row: &Row<'_>, all: &Gathered<'_>, key: &str, kind: &str) -> Option<String> {
    row.word(key).filter(|word| all.refer(row.desk, kind, word)).map(|word| word.text)
}
