// Decide once: a baby of nine weeks with a bruise, and what the health visitor does now.
//
//     swift run --package-path examples/swift decide-once
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
import Foundation
import Safeguarding

// A ruleset holds the pathways of a place. It never changes: load it once and use it for every case, in any task.
let ruleset = try Ruleset(builtIn: "swindon")

// A case file says what was seen and said about a child, by whom and when. Text or data will do.
let file = try Data(contentsOf: URL(fileURLWithPath: "examples/cases/bruise-at-nine-weeks.json"))
let baby = try ruleset.openCase(file)

// Who asks, whose knowledge is used, and at which moment. The library reads no clock.
let answer: Data = try baby.decide(
    Data(#"{ "actor": "health_visitor", "view": { "agency": "health_visiting" }, "at": "2026-11-16T10:40" }"#.utf8)
)

// The answer is JSON: say which parts of it you read.
struct Decision: Decodable {
    struct Ruleset: Decodable { let standing: String }
    struct Item: Decodable {
        struct Due: Decodable { let words: String }
        struct Reason: Decodable { let because: String }
        let sentence: String
        let due: Due
        let reasons: [Reason]
    }
    struct Question: Decodable { let question: String }
    let ruleset: Ruleset
    let at_words: String
    let shown_first: Int
    let you_now: [Item]
    let questions: [Question]
    let not_reassurance: String
}
let decision = try JSONDecoder().decode(Decision.self, from: answer)

// Every answer says which ruleset it rests on, and how that stands.
print(decision.ruleset.standing)

print("\nYou, now, at \(decision.at_words):")
for (number, item) in decision.you_now.prefix(decision.shown_first).enumerated() {
    print("  \(number + 1). \(item.sentence)")
    print("     \(item.due.words)")
    print("     because: \(item.reasons.first?.because ?? "")")
}

// What is not known is part of the answer: it is never taken for a no.
print("\nWorth asking:")
for question in decision.questions {
    print("  - \(question.question)")
}

print("\n\(decision.not_reassurance)")
