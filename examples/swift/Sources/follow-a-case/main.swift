// Follow a case: a call is made and answered, and the answer changes with it.
//
//     swift run --package-path examples/swift follow-a-case
//
// The baby and the people are invented, and the ruleset is a draft that nobody has adopted.
import Foundation
import Safeguarding

/// The parts of the answers that are read here.
struct Item: Decodable {
    struct Due: Decodable { let words: String }
    let action: String
    let sentence: String
    let progress_words: String
    let due: Due
}
struct Decision: Decodable { let you_now, set_others_off, later, ended: [Item] }
struct News: Decodable {
    let added: [Item]
    let tightened: [Item]
    let not_reassurance: String
}
struct Explanation: Decodable {
    struct Part: Decodable { let title: String, status: String }
    let summary: String
    let parts: [Part]
}

func read<T: Decodable>(_ answer: String, as type: T.Type = T.self) throws -> T {
    try JSONDecoder().decode(type, from: Data(answer.utf8))
}

/// What a decision says of the call to children's social care.
func call(_ decision: String) throws -> String {
    let answer = try read(decision, as: Decision.self)
    // Once it has been made it waits on somebody else: it may stand in any of the lists.
    let items = answer.you_now + answer.set_others_off + answer.later + answer.ended
    return items.filter { $0.action == "phone_social_care" }.map { "\($0.sentence): \($0.progress_words)" }.joined()
}

let who = #""actor": "health_visitor", "view": { "agency": "health_visiting" }"#

let ruleset = try Ruleset(builtIn: "swindon")
let file = try String(contentsOfFile: "examples/cases/bruise-at-nine-weeks.json", encoding: .utf8)
let baby = try ruleset.openCase(file)
let before = try baby.decide(#"{ \#(who), "at": "2026-11-16T10:40" }"#)
print("At 10:40:\n  \(try call(before))")

// The health visitor telephones at 10:45. A call that was made is not yet one that was received.
let called = try baby.addEvents("""
    { "agencies": [{ "id": "mash", "name": "the safeguarding hub", "kind": "social_care" }],
      "people": [{ "id": "sw1", "role": "social_worker", "agency": "mash" }],
      "events": [
        { "id": "m1", "type": "sent", "message": "call-1", "contact": "c1", "at": "2026-11-16T10:45",
          "action": "phone_social_care", "by": "hv1", "to_agency": "mash", "manner": "voice",
          "channel": "phone", "items": ["e2", "e3"] }
      ] }
    """)
// A social worker takes it on at 10:52: one event, and no list around it. Adding gives a new case; `baby` and `called`
// are as they were.
let answered = try called.addEvents("""
    { "id": "m2", "type": "acknowledged", "message": "call-1", "contact": "c1", "at": "2026-11-16T10:52", "by": "sw1" }
    """)

// What is new since the earlier decision. That decision goes in as it came out.
let since = try answered.since(#"{ \#(who), "at": "2026-11-16T11:00", "before": \#(before) }"#)
let news = try read(since, as: News.self)
print("\nBy 11:00, new or nearer:")
for item in news.added + news.tightened {
    print("  - \(item.sentence) (\(item.due.words))")
}
print(news.not_reassurance)
print("\nAnd the call:\n  \(try call(try answered.decide(#"{ \#(who), "at": "2026-11-16T11:00" }"#)))")

// Why was it asked for at all? The explanation of one action names its rules, in words and with their sources.
let explained = try answered.explain(#"{ \#(who), "at": "2026-11-16T11:00", "of": "phone_social_care" }"#)
let why = try read(explained, as: Explanation.self)
print("\nWhy: \(why.summary)")
for part in why.parts {
    print("  \(part.title): \(part.status)")
}
