// Runs every vector of the folder given: `vectors FOLDER`. What is given as text goes through the text calls too.
import Foundation
import Safeguarding

let arguments = CommandLine.arguments.dropFirst()
let folder = URL(fileURLWithPath: arguments.first ?? "tests/vectors")

func read<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
}

/// What came of a call: the bytes of the answer, or of the error's document.
enum Outcome {
    case ok(Data)
    case error(Data)

    init(_ call: () throws -> Data) {
        do {
            self = .ok(try call())
        } catch let error as SafeguardingError {
            self = .error(error.document)
        } catch {
            fatalError("a call threw something else than a SafeguardingError: \(error)")
        }
    }

    var word: String { if case .ok = self { "ok" } else { "error" } }
    var bytes: Data { switch self { case .ok(let bytes), .error(let bytes): bytes } }
}

func different(_ expect: [String: Out], _ got: Outcome) -> String? {
    let sum = sha256(got.bytes)
    if let out = expect[got.word], out.length == got.bytes.count, out.sha256 == sum { return nil }
    let start = String(decoding: got.bytes.prefix(400), as: UTF8.self)
    return "expected \(expect), got \(got.word) of \(got.bytes.count) bytes: \(start)"
}

func ask(_ handles: Handles, _ asked: Asked) -> String? {
    guard let call = answering[asked.call] else { return "there is no call `\(asked.call)`" }
    let arguments = Arguments(all: (asked.args ?? []).map { $0?.argument })
    if let wrong = different(asked.expect, Outcome { try call.bytes(handles, arguments) }) { return wrong }
    guard let text = call.text, arguments.areText else { return nil }
    return different(asked.expect, Outcome { Data(try text(handles, arguments).utf8) }).map { "as text: \($0)" }
}

func open(_ vector: Vector) throws -> Handles {
    var handles = Handles()
    func step(_ name: String, _ argument: Argument) throws {
        try opening[name]!(&handles, argument)
    }
    if let (how, from) = vector.ruleset?.first {
        try step(how == "built_in" ? "ruleset.built_in" : "ruleset.from_\(how)", from.argument)
    }
    if vector.retrospective == true { try step("ruleset.with_retrospective", Argument(bytes: Data(), text: nil)) }
    if let file = vector.case { try step("ruleset.open_case", file.argument) }
    for events in vector.add ?? [] { try step("case.add_events", events.argument) }
    return handles
}

func check(_ vector: Vector) -> String? {
    let handles: Handles
    do {
        handles = try open(vector)
    } catch {
        return different(vector.asked.expect, Outcome { throw error })
    }
    if let wrong = ask(handles, vector.asked) { return wrong }
    return vector.then.flatMap { ask(handles, $0) }.map { "then: \($0)" }
}

let index = try read("index.json", as: Index.self)
var ran = 0
var failed = 0
for file in index.files {
    for vector in try read(file.file, as: File.self).vectors {
        ran += 1
        guard let wrong = check(vector) else { continue }
        failed += 1
        print("\(vector.id): \(wrong)")
    }
}
print("calls: \((Array(answering.keys) + Array(opening.keys)).sorted().joined(separator: " "))")
print("vectors: ran \(ran - failed) of \(index.vectors)")
print("vectors: \(ran - failed) passed, \(failed) failed")
exit(failed == 0 && ran == index.vectors ? 0 : 1)
