import Foundation
internal import SafeguardingBridge

/// The calls that need no ruleset. Requests and answers are JSON documents; hand in text and text comes back, hand in
/// data and the exact canonical bytes come back. Any thread or task may call.
///
/// Every call throws `SafeguardingError` for what it cannot take.
public enum Library {
    /// Versions, the calendar, and the names of the built-in rulesets.
    public static func about() throws(SafeguardingError) -> String {
        text(try aboutData())
    }

    /// The bytes of `about`.
    public static func aboutData() throws(SafeguardingError) -> Data {
        try calling { try SafeguardingBridge.about() }
    }

    /// The JSON Schema of a document of the contract, such as `case` or `decision`.
    public static func schema(_ name: String) throws(SafeguardingError) -> String {
        text(try schema(bytes(name)))
    }

    /// The same in bytes.
    public static func schema(_ name: Data) throws(SafeguardingError) -> Data {
        try calling { try SafeguardingBridge.schema(name: name) }
    }

    /// When a limit runs out, and how it was counted: `{ "from": "2026-12-24T16:40", "limit": "1 working day" }`.
    public static func deadline(_ request: String) throws(SafeguardingError) -> String {
        text(try deadline(bytes(request)))
    }

    /// The same in bytes.
    public static func deadline(_ request: Data) throws(SafeguardingError) -> Data {
        try calling { try SafeguardingBridge.deadline(request: request) }
    }

    /// Whether the chain of an audit log holds; against a head that was kept apart, also whether its end is missing.
    public static func verifyLog(_ lines: String, head: String? = nil) throws(SafeguardingError) -> String {
        text(try verifyLog(bytes(lines), head: head.map(bytes)))
    }

    /// The same in bytes.
    public static func verifyLog(_ lines: Data, head: Data? = nil) throws(SafeguardingError) -> Data {
        try calling { try SafeguardingBridge.verifyLog(lines: lines, head: head) }
    }
}
