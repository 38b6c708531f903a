// What one call costs through this door, in nanoseconds; the answer is looked at before anything is timed. The
// first word, if any, is the size of the library as it is shipped.
import Foundation
import Safeguarding

func nanoseconds(_ call: () throws -> Void) rethrows -> UInt64 {
    let start = DispatchTime.now().uptimeNanoseconds
    try call()
    return DispatchTime.now().uptimeNanoseconds - start
}

func median(_ times: Int, _ call: () throws -> Data) rethrows -> UInt64 {
    for _ in 0..<10 { _ = try call() }
    let took = try (0..<times).map { _ in try nanoseconds { _ = try call() } }
    return took.sorted()[times / 2]
}

func file(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "examples/cases/\(name).json"))
}

// From nothing to a ruleset that answers. The library itself was loaded with the program.
var ruleset: Ruleset!
let load = try nanoseconds { ruleset = try Ruleset(builtIn: "swindon") }

let baby = try ruleset.openCase(try file("bruise-at-nine-weeks"))
let request = Data(#"{"actor":"health_visitor","view":{"agency":"health_visiting"},"at":"2026-11-16T10:40"}"#.utf8)
let decision = String(decoding: try baby.decide(request), as: UTF8.self)
precondition(decision.contains(#""safeguarding/decision/1""#))
let decide = try median(301) { try baby.decide(request) }

let review = try ruleset.openCase(try file("child-1"))
let whole = Data("{}".utf8)
let contacts = String(decoding: try review.replay(whole), as: UTF8.self)
precondition(contacts.contains(#""safeguarding/replay/1""#))
let replay = try median(31) { try review.replay(whole) }

print("cost: swift decide \(decide) replay \(replay) load \(load) library \(CommandLine.arguments.dropFirst().first ?? "?")")
