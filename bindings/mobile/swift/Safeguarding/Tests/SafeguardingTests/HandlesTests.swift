import Foundation
import XCTest

import Safeguarding

/// Everybody in these cases is invented.
final class HandlesTests: XCTestCase {
    let file = """
        { "schema": "safeguarding/case/1", "id": "an invented baby", "child": { "born": "2024-03-01" },
          "agencies": [{ "id": "hv", "kind": "health" }],
          "people": [{ "id": "hv1", "role": "health_visitor", "agency": "hv" }],
          "events": [] }
        """
    let request = #"{ "actor": "health_visitor", "view": { "agency": "hv" }, "at": "2024-05-03T10:40" }"#

    private func refusal<T>(_ call: () throws(SafeguardingError) -> T) -> SafeguardingError? {
        do {
            _ = try call()
            return nil
        } catch {
            return error
        }
    }

    func testTextAndDataGiveTheSameAnswer() throws {
        let baby = try Ruleset(builtIn: "england").openCase(file)
        let text: String = try baby.decide(request)
        XCTAssertTrue(text.hasPrefix(#"{"actor":"health_visitor""#))
        XCTAssertEqual(Data(text.utf8), try baby.decide(Data(request.utf8)))
    }

    func testAnErrorSaysWhatAndWhereAndTheHandleStillWorks() throws {
        let ruleset = try Ruleset(builtIn: "england")
        let error = try XCTUnwrap(refusal { () throws(SafeguardingError) in try ruleset.openCase("{") })
        XCTAssertEqual(error.code, "not-json")
        XCTAssertEqual(error.problems.map(\.code), ["not-json"])
        XCTAssertTrue(error.message.hasPrefix("not-json at the whole document: expected "), error.message)
        XCTAssertEqual(error.localizedDescription, error.message)
        XCTAssertTrue(String(decoding: error.document, as: UTF8.self).hasPrefix(#"{"code":"not-json""#))
        _ = try ruleset.openCase(file)
    }

    func testAnUnknownRulesetIsRefusedWithTheNearestName() {
        let error = refusal { () throws(SafeguardingError) in try Ruleset(builtIn: "swindom") }
        XCTAssertEqual(error?.code, "unknown-ruleset")
        XCTAssertEqual(error?.problems.first?.help, "the nearest name is `swindon`")
    }

    func testDataThatIsNotUTF8IsRefusedWithItsPlace() throws {
        let ruleset = try Ruleset(builtIn: "england")
        let half = Data(#"{ "id": ""#.utf8) + [0xED, 0xA0, 0xBD]
        let error = refusal { () throws(SafeguardingError) in try ruleset.openCase(half) }
        XCTAssertEqual(error?.code, "not-utf8")
        XCTAssertEqual(error?.problems.first?.expected, "UTF-8 text; byte 9 is not")
    }

    func testACaseOutlivesTheRulesetThatItWasOpenedOn() throws {
        var ruleset: Ruleset? = try Ruleset(builtIn: "england")
        let baby = try XCTUnwrap(try ruleset?.openCase(file))
        ruleset = nil
        XCTAssertFalse(try baby.decide(request).isEmpty)
    }

    func testEventsGiveAnotherCaseAndLeaveThisOneAsItWas() throws {
        let baby = try Ruleset(builtIn: "england").openCase(file)
        let before = try baby.document()
        let more = try baby.addEvents(
            #"{ "id": "c1", "type": "contact", "contact": "c1", "at": "2024-05-03T10:00", "by": "hv1" }"#
        )
        XCTAssertTrue(try more.document().contains(#""c1""#))
        XCTAssertEqual(before, try baby.document())
    }

    func testTasksShareARulesetAndACase() async throws {
        let ruleset = try Ruleset(builtIn: "england")
        let baby = try ruleset.openCase(file)
        let (file, request) = (file, request)
        let alone: String = try baby.decide(request)
        let answers = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<64 {
                group.addTask { [try baby.decide(request), try ruleset.openCase(file).decide(request)] }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        XCTAssertEqual(answers, Array(repeating: alone, count: 128))
    }

    func testTheRetrospectiveCallsAreOffUntilAHostTurnsThemOn() throws {
        let ruleset = try Ruleset(builtIn: "england")
        let pooled = #"{ "actor": "health_visitor", "at": "2024-05-03T10:40" }"#
        let baby = try ruleset.openCase(file)
        XCTAssertEqual(refusal { () throws(SafeguardingError) in try baby.pooled(pooled) as String }?.code, "capability-off")
        let review: String = try ruleset.withRetrospective().openCase(file).pooled(pooled)
        XCTAssertFalse(review.isEmpty)
    }
}
