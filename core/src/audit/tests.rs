//! Every way of meddling with a log is found, with its line. The records are invented.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on must stop"
)]

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn log_of(count: u64) -> AuditLog {
    let mut log = AuditLog::new();
    for number in 1..=count {
        log.append(json!({ "decision": format!("d{number}"), "rules": ["NIM-R1"], "actions": [] })).unwrap();
    }
    log
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The fault of a log of five records after somebody did something to its lines.
fn fault(meddle: impl FnOnce(&mut Vec<&str>)) -> (u64, LogFaultKind) {
    let log = log_of(5);
    let mut lines: Vec<&str> = log.text().lines().collect();
    meddle(&mut lines);
    let fault = verify(&joined(&lines), Some(log.head())).unwrap_err();
    (fault.line(), fault.kind())
}

#[test]
fn a_log_that_nobody_touched_verifies() {
    for count in [0, 1, 5] {
        let log = log_of(count);
        let verified = verify(log.text(), Some(log.head())).unwrap();
        assert_eq!((verified.head.count, verified.records.len() as u64), (count, count));
        assert_eq!(&verified.head, log.head());
    }
    assert!(verify("", None).is_ok_and(|verified| !verified.against_head));
}

#[test]
fn meddling_is_found_with_its_line() {
    assert_eq!(fault(|lines| lines.swap(1, 2)), (2, LogFaultKind::Reordered));
    assert_eq!(fault(|lines| lines.insert(3, lines[1])), (4, LogFaultKind::Duplicate));
    assert_eq!(fault(|lines| _ = lines.remove(2)), (3, LogFaultKind::Missing));
    assert_eq!(fault(|lines| _ = lines.pop()), (5, LogFaultKind::Truncated));
    assert_eq!(fault(|lines| lines.clear()), (1, LogFaultKind::Truncated));
    assert_eq!(fault(|lines| lines.insert(2, "a line from elsewhere")), (3, LogFaultKind::Foreign));
    assert_eq!(fault(|lines| lines.insert(2, "")), (3, LogFaultKind::Foreign));
    assert_eq!(fault(|lines| lines.insert(2, r#"{"seq":3}"#)), (3, LogFaultKind::Foreign));
}

#[test]
fn an_edit_is_found_whatever_was_edited() {
    let log = log_of(3);
    for (from, to, line, kind) in [
        ("d2", "d9", 2, LogFaultKind::Edited),
        (r#""seq":2"#, r#""seq":7"#, 2, LogFaultKind::Edited),
        (r#"{"body""#, r#"{ "body""#, 1, LogFaultKind::Rewritten),
        (r#""actions":[]"#, r#""actions":[],"actions":[]"#, 1, LogFaultKind::Rewritten),
        (r#""actions":[]"#, r#""actions":0.5"#, 1, LogFaultKind::Rewritten),
    ] {
        let fault = verify(&log.text().replacen(from, to, 1), Some(log.head())).unwrap_err();
        assert_eq!((fault.line(), fault.kind()), (line, kind), "{from}");
    }
}

#[test]
fn a_log_cut_in_the_middle_of_a_line_is_found() {
    let log = log_of(3);
    let cut = &log.text()[..log.text().len() - 10];
    let fault = verify(cut, None).unwrap_err();
    assert_eq!((fault.line(), fault.kind()), (3, LogFaultKind::Truncated));
}

#[test]
fn a_rewritten_record_breaks_the_link_after_it() {
    let log = log_of(3);
    let lines: Vec<&str> = log.text().lines().collect();
    let first = verify(log.text(), None).unwrap().records[0].clone();
    let forged = LogRecord::after(&first.head(), json!("forged")).unwrap().line().unwrap();
    let text = joined(&[lines[0], &forged, lines[2]]);
    let fault = verify(&text, None).unwrap_err();
    assert_eq!((fault.line(), fault.kind()), (3, LogFaultKind::Unlinked));
}

#[test]
fn only_the_head_kept_elsewhere_tells_of_a_log_rewritten_whole() {
    let (log, mut other) = (log_of(3), log_of(2));
    other.append(json!("forged")).unwrap();
    assert!(verify(other.text(), None).is_ok());
    let fault = verify(other.text(), Some(log.head())).unwrap_err();
    assert_eq!((fault.line(), fault.kind()), (3, LogFaultKind::OtherHead));
    let longer = log_of(4);
    let fault = verify(longer.text(), Some(log.head())).unwrap_err();
    assert_eq!((fault.line(), fault.kind()), (4, LogFaultKind::BeyondHead));
    let verified = verify(longer.text(), Some(longer.head())).unwrap();
    assert!(verified.goes_on_from(log.head()) && verified.goes_on_from(&Head::empty()));
    assert!(!verified.goes_on_from(other.head()));
}

#[test]
fn a_log_goes_on_from_its_head() {
    let (whole, part) = (log_of(3), log_of(2));
    let mut rest = AuditLog::resume(part.head().clone());
    rest.append(json!({ "decision": "d3", "rules": ["NIM-R1"], "actions": [] })).unwrap();
    assert_eq!(format!("{}{}", part.text(), rest.text()), whole.text());
}

#[test]
fn what_has_no_canonical_form_is_not_appended() {
    let mut log = log_of(1);
    let before = log.clone();
    assert!(log.append(json!(0.5)).is_err());
    assert_eq!(log, before);
    // As deep as may be written may be read back.
    let deepest = (0..99).fold(json!(1), |inner, _| json!([inner]));
    let head = log.append(deepest.clone()).unwrap();
    assert!(verify(log.text(), Some(&head)).is_ok());
    assert!(log.append(json!([deepest])).is_err());
}

#[test]
fn a_fault_never_repeats_a_line() {
    let log = log_of(2);
    let fault = verify(&log.text().replacen("d2", "secret", 1), None).unwrap_err();
    assert_eq!(fault.to_string(), "line 2 of the log was edited: its content does not have its hash");
}

#[test]
fn a_digest_needs_a_salt_and_depends_on_where_it_ends() {
    assert_eq!(salted_digest(b"short", b"invented"), Err(SaltError));
    let digest = |salt: &[u8], data: &[u8]| salted_digest(salt, data).unwrap();
    assert_eq!(digest(&[7; 16], b"invented").len(), 64);
    assert_ne!(digest(&[7; 16], b"invented"), digest(&[8; 16], b"invented"));
    assert_ne!(digest(&[7; 16], &[7, 1]), digest(&[7; 17], &[1]));
}

proptest! {
    #[test]
    fn any_byte_changed_is_found(at in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f) {
        let log = log_of(4);
        let mut bytes = log.text().as_bytes().to_vec();
        let index = at.index(bytes.len());
        prop_assume!(bytes[index] != byte);
        bytes[index] = byte;
        prop_assert!(verify(&String::from_utf8(bytes).unwrap(), Some(log.head())).is_err());
    }

    #[test]
    fn any_other_order_of_lines_is_found(order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let log = log_of(5);
        let lines: Vec<&str> = log.text().lines().collect();
        let shuffled: Vec<&str> = order.iter().map(|index| lines[*index]).collect();
        prop_assert_eq!(verify(&joined(&shuffled), Some(log.head())).is_ok(), order.is_sorted());
    }
}
