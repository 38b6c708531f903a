import Foundation
internal import SafeguardingBridge

/// A case that was opened. A request says for whom, in which view and when:
/// `{ "actor": "health_visitor", "view": { "agency": "health_visiting" }, "at": "2026-11-16T10:40" }`, and with
/// `known_at` as known at an earlier time.
///
/// Immutable and cheap to copy: `addEvents` gives another case and leaves this one as it was. Threads and tasks may
/// share it, and it still works after any error.
public struct Case: Sendable {
    let handle: CaseHandle

    /// The case with further events: one event, a list of them, or an object with `events`, `people` and the like.
    public func addEvents(_ events: String) throws(SafeguardingError) -> Case {
        try addEvents(bytes(events))
    }

    /// The same from bytes.
    public func addEvents(_ events: Data) throws(SafeguardingError) -> Case {
        Case(handle: try calling { try handle.addEvents(events: events) })
    }

    /// The case file.
    public func document() throws(SafeguardingError) -> String { text(try documentData()) }

    /// The bytes of `document`.
    public func documentData() throws(SafeguardingError) -> Data { try calling { try handle.document() } }

    /// What must be done, by whom, by when and why.
    public func decide(_ request: String) throws(SafeguardingError) -> String {
        text(try decide(bytes(request)))
    }

    /// The same in bytes.
    public func decide(_ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.decide(request: request) }
    }

    /// What is new since an earlier decision, which stands in the request under `before`.
    public func since(_ request: String) throws(SafeguardingError) -> String {
        text(try since(bytes(request)))
    }

    /// The same in bytes.
    public func since(_ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.since(request: request) }
    }

    /// Why the rule or action that stands in the request under `of` came out as it did.
    public func explain(_ request: String) throws(SafeguardingError) -> String {
        text(try explain(bytes(request)))
    }

    /// The same in bytes.
    public func explain(_ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.explain(request: request) }
    }

    /// Whether the event that stands in the request under `event` would be in order now.
    public func permits(_ request: String) throws(SafeguardingError) -> String {
        text(try permits(bytes(request)))
    }

    /// The same in bytes.
    public func permits(_ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.permits(request: request) }
    }

    /// The case contact by contact: what was known then, what was asked, and what was done.
    public func replay(_ request: String) throws(SafeguardingError) -> String {
        text(try replay(bytes(request)))
    }

    /// The same in bytes.
    public func replay(_ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.replay(request: request) }
    }

    /// A decision with its line for the audit log, and the head of the log with that line.
    public func record(_ request: String) throws(SafeguardingError) -> String {
        text(try record(bytes(request)))
    }

    /// The same in bytes.
    public func record(_ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.record(request: request) }
    }

    /// Whether the decisions recorded in a log come out the same.
    public func replayLog(_ lines: String, _ request: String) throws(SafeguardingError) -> String {
        text(try replayLog(bytes(lines), bytes(request)))
    }

    /// The same in bytes.
    public func replayLog(_ lines: Data, _ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.replayLog(lines: lines, request: request) }
    }

    /// For review: a decision on what all agencies knew together. Needs `Ruleset.withRetrospective`.
    public func pooled(_ request: String) throws(SafeguardingError) -> String {
        text(try pooled(bytes(request)))
    }

    /// The same in bytes.
    public func pooled(_ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.pooled(request: request) }
    }

    /// For review: what others knew that would have changed the decision. Needs `Ruleset.withRetrospective`.
    public func gaps(_ request: String) throws(SafeguardingError) -> String {
        text(try gaps(bytes(request)))
    }

    /// The same in bytes.
    public func gaps(_ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.gaps(request: request) }
    }
}
