// Verify and replay a log: two decisions are recorded, checked, decided again, and then tampered with.
//
//     swift run --package-path examples/swift verify-and-replay-a-log
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
import Foundation
import Safeguarding

/// The parts of the answers that are read here.
struct Head: Codable { let count: Int, hash: String }
struct Recorded: Decodable { let line: String, head: Head }
struct Check: Decodable { let whole: Bool, against_head: Bool?, line: Int?, message: String? }
struct Replayed: Decodable {
    struct Record: Decodable { let record: Int, came: String, words: String }
    let records: [Record]
}

func read<T: Decodable>(_ answer: String, as type: T.Type = T.self) throws -> T {
    try JSONDecoder().decode(type, from: Data(answer.utf8))
}

let who = #""actor": "health_visitor", "view": { "agency": "health_visiting" }"#

let ruleset = try Ruleset(builtIn: "swindon")
let file = try Data(contentsOf: URL(fileURLWithPath: "examples/cases/bruise-at-nine-weeks.json"))
let baby = try ruleset.openCase(file)

// The log holds ids and salted digests, nothing that was said or seen. The salt is yours, and stays with you.
let salt = (0..<16).map { _ in String(format: "%02x", UInt8.random(in: .min ... .max)) }.joined()

// Each record gives a line for the log, and the log's new head: keep that elsewhere, where whoever can edit the log cannot.
var log = ""
var head = "null"
for at in ["2026-11-16T10:40", "2026-11-16T12:00"] {
    let record = try baby.record(#"{ \#(who), "at": "\#(at)", "salt": "\#(salt)", "head": \#(head) }"#)
    let recorded = try read(record, as: Recorded.self)
    log += recorded.line
    head = String(decoding: try JSONEncoder().encode(recorded.head), as: UTF8.self)
}
let written = try read(head, as: Head.self)
print("The log has \(written.count) records; its head is \(written.hash.prefix(12))…")

// Years later: is it the log that was written, to its end?
let check = try read(try Library.verifyLog(log, head: head), as: Check.self)
print("Whole: \(check.whole). It ends where it should: \(check.against_head ?? false).")

// And does each decision come out the same?
let again = try baby.replayLog(log, #"{ "salt": "\#(salt)", "head": \#(head) }"#)
for record in try read(again, as: Replayed.self).records {
    print("Record \(record.record): \(record.came): \(record.words).")
}

// Somebody edits the first line.
let place = log.range(of: "10:40")!
let edited = log.replacingCharacters(in: place, with: "10:45")
let found = try read(try Library.verifyLog(edited, head: head), as: Check.self)
print("\nAfter an edit: line \(found.line ?? 0): \(found.message ?? "")")
do {
    _ = try baby.replayLog(edited, #"{ "salt": "\#(salt)", "head": \#(head) }"#)
} catch {
    // Every call throws a SafeguardingError, and the compiler knows it.
    print("It is not replayed (\(error.code)): \(error.problems.first?.help ?? "").")
}
