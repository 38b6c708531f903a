import Foundation
internal import SafeguardingBridge

/// A ruleset that is ready to answer.
///
/// Immutable and cheap to copy: copies share it, threads and tasks too. It still works after any error.
public struct Ruleset: Sendable {
    let handle: RulesetHandle

    /// The built-in ruleset of this name, such as `swindon`; `Library.about` lists them.
    public init(builtIn name: String) throws(SafeguardingError) {
        handle = try calling { try RulesetHandle.builtIn(name: bytes(name)) }
    }

    /// A ruleset from its compiled bytes.
    public init(compiled: Data) throws(SafeguardingError) {
        handle = try calling { try RulesetHandle.fromCompiled(compiled: compiled) }
    }

    /// A ruleset from its documents: `{ "name": "ours", "documents": [{ "path": "ruleset.md", "text": "…" }] }`.
    public init(documents request: String) throws(SafeguardingError) {
        try self.init(documents: bytes(request))
    }

    /// The same from bytes.
    public init(documents request: Data) throws(SafeguardingError) {
        handle = try calling { try RulesetHandle.fromDocuments(request: request) }
    }

    private init(handle: RulesetHandle) {
        self.handle = handle
    }

    /// The same ruleset with the retrospective calls turned on: the pooled view and sharing gaps, for review and audit.
    /// A host that answers in consultations leaves them off.
    public func withRetrospective() throws(SafeguardingError) -> Ruleset {
        Ruleset(handle: try calling { try handle.withRetrospective() })
    }

    /// Name, content hash, status and standing.
    public func stamp() throws(SafeguardingError) -> String { text(try stampData()) }

    /// The bytes of `stamp`.
    public func stampData() throws(SafeguardingError) -> Data { try calling { try handle.stamp() } }

    /// The compiled bytes, for `init(compiled:)`.
    public func compiled() throws(SafeguardingError) -> Data { try calling { try handle.compiled() } }

    /// Facts, roles, actions, events and rules that a case or a request may name.
    public func vocabulary() throws(SafeguardingError) -> String { text(try vocabularyData()) }

    /// The bytes of `vocabulary`.
    public func vocabularyData() throws(SafeguardingError) -> Data { try calling { try handle.vocabulary() } }

    /// Whom to telephone whatever goes wrong.
    public func fallbackCard() throws(SafeguardingError) -> String { text(try fallbackCardData()) }

    /// The bytes of `fallbackCard`.
    public func fallbackCardData() throws(SafeguardingError) -> Data { try calling { try handle.fallbackCard() } }

    /// A decision on what of the case can be read, or the fallback card: a live answer is never empty.
    public func answerLive(_ file: String, _ request: String) throws(SafeguardingError) -> String {
        text(try answerLive(bytes(file), bytes(request)))
    }

    /// The same in bytes.
    public func answerLive(_ file: Data, _ request: Data) throws(SafeguardingError) -> Data {
        try calling { try handle.answerLive(caseFile: file, request: request) }
    }

    /// A case, read strictly: every problem of the file is named.
    public func openCase(_ file: String) throws(SafeguardingError) -> Case {
        try openCase(bytes(file))
    }

    /// A case, from bytes.
    public func openCase(_ file: Data) throws(SafeguardingError) -> Case {
        Case(handle: try calling { try handle.openCase(caseFile: file) })
    }
}
