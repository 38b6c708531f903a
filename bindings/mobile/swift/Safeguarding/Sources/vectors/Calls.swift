import Foundation
import Safeguarding

/// An argument of a vector: always bytes, and the text where the vector gives it as text.
struct Argument {
    let bytes: Data
    let text: String?
}

/// What the calls of a vector are made on: the innermost handle that is open.
struct Handles {
    var ruleset: Ruleset!
    var open: Case!
}

/// The arguments of a call; one that the vector gives as null is absent.
struct Arguments {
    let all: [Argument?]

    var areText: Bool { all.allSatisfy { $0 == nil || $0?.text != nil } }

    func b(_ at: Int) -> Data { all[at]!.bytes }
    func t(_ at: Int) -> String { all[at]!.text! }
    func optional(_ at: Int) -> Argument? { at < all.count ? all[at] : nil }
}

/// A call in its two shapes.
struct Answering: Sendable {
    typealias Call<Answer> = @Sendable (Handles, Arguments) throws -> Answer

    let bytes: Call<Data>
    let text: Call<String>?

    init(_ bytes: @escaping Call<Data>, _ text: Call<String>?) {
        self.bytes = bytes
        self.text = text
    }
}

/// The calls that answer, by their names in the contract.
let answering: [String: Answering] = [
    "library.about": Answering({ _, _ in try Library.aboutData() }, { _, _ in try Library.about() }),
    "library.schema": Answering({ _, a in try Library.schema(a.b(0)) }, { _, a in try Library.schema(a.t(0)) }),
    "library.deadline": Answering({ _, a in try Library.deadline(a.b(0)) }, { _, a in try Library.deadline(a.t(0)) }),
    "library.verify_log": Answering(
        { _, a in try Library.verifyLog(a.b(0), head: a.optional(1)?.bytes) },
        { _, a in try Library.verifyLog(a.t(0), head: a.optional(1)?.text) }
    ),
    "ruleset.stamp": Answering({ h, _ in try h.ruleset.stampData() }, { h, _ in try h.ruleset.stamp() }),
    "ruleset.compiled": Answering({ h, _ in try h.ruleset.compiled() }, nil),
    "ruleset.vocabulary": Answering({ h, _ in try h.ruleset.vocabularyData() }, { h, _ in try h.ruleset.vocabulary() }),
    "ruleset.fallback_card": Answering(
        { h, _ in try h.ruleset.fallbackCardData() },
        { h, _ in try h.ruleset.fallbackCard() }
    ),
    "ruleset.answer_live": Answering(
        { h, a in try h.ruleset.answerLive(a.b(0), a.b(1)) },
        { h, a in try h.ruleset.answerLive(a.t(0), a.t(1)) }
    ),
    "case.document": Answering({ h, _ in try h.open.documentData() }, { h, _ in try h.open.document() }),
    "case.decide": Answering({ h, a in try h.open.decide(a.b(0)) }, { h, a in try h.open.decide(a.t(0)) }),
    "case.since": Answering({ h, a in try h.open.since(a.b(0)) }, { h, a in try h.open.since(a.t(0)) }),
    "case.explain": Answering({ h, a in try h.open.explain(a.b(0)) }, { h, a in try h.open.explain(a.t(0)) }),
    "case.permits": Answering({ h, a in try h.open.permits(a.b(0)) }, { h, a in try h.open.permits(a.t(0)) }),
    "case.replay": Answering({ h, a in try h.open.replay(a.b(0)) }, { h, a in try h.open.replay(a.t(0)) }),
    "case.record": Answering({ h, a in try h.open.record(a.b(0)) }, { h, a in try h.open.record(a.t(0)) }),
    "case.replay_log": Answering(
        { h, a in try h.open.replayLog(a.b(0), a.b(1)) },
        { h, a in try h.open.replayLog(a.t(0), a.t(1)) }
    ),
    "case.pooled": Answering({ h, a in try h.open.pooled(a.b(0)) }, { h, a in try h.open.pooled(a.t(0)) }),
    "case.gaps": Answering({ h, a in try h.open.gaps(a.b(0)) }, { h, a in try h.open.gaps(a.t(0)) }),
]

/// The calls that open a handle, by their names in the contract.
let opening: [String: @Sendable (inout Handles, Argument) throws -> Void] = [
    "ruleset.built_in": { h, name in h.ruleset = try builtIn(name.text!) },
    "ruleset.from_compiled": { h, compiled in h.ruleset = try Ruleset(compiled: compiled.bytes) },
    "ruleset.from_documents": { h, request in
        h.ruleset = try request.text.map { try Ruleset(documents: $0) } ?? Ruleset(documents: request.bytes)
    },
    "ruleset.with_retrospective": { h, _ in h.ruleset = try h.ruleset.withRetrospective() },
    "ruleset.open_case": { h, file in
        h.open = try file.text.map { try h.ruleset.openCase($0) } ?? h.ruleset.openCase(file.bytes)
    },
    "case.add_events": { h, events in
        h.open = try events.text.map { try h.open.addEvents($0) } ?? h.open.addEvents(events.bytes)
    },
]

/// A ruleset never changes, so each that is built in is loaded once.
@MainActor private var loaded: [String: Ruleset] = [:]

private func builtIn(_ name: String) throws -> Ruleset {
    // The runner has one thread.
    try MainActor.assumeIsolated {
        if let ruleset = loaded[name] { return ruleset }
        let ruleset = try Ruleset(builtIn: name)
        loaded[name] = ruleset
        return ruleset
    }
}
