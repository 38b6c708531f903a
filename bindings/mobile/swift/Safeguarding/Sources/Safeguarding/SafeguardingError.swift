import Foundation
internal import SafeguardingBridge

/// A call that could not be done. Nothing was changed, and what it was made on still works.
///
/// Act on `code`; show `message` to whoever can put it right. No value from a child's record is in it.
public struct SafeguardingError: Error, Equatable, Sendable {
    /// One problem: where, what was expected and what to do.
    public struct Problem: Equatable, Sendable {
        /// Which kind.
        public let code: String
        /// Where in the document that was handed in, as a JSON pointer; empty for the whole of it.
        public let at: String
        /// What was expected there.
        public let expected: String
        /// What to do, where there is something.
        public let help: String?
    }

    /// What is wrong, such as `not-json`: the same in every language. It is the code of the first problem.
    public let code: String
    /// The problems in words, one a line.
    public let message: String
    /// Every problem that was found, in the order of the document.
    public let problems: [Problem]
    /// The exact bytes of the document `error` of the contract: canonical JSON.
    public let document: Data
}

extension SafeguardingError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { message }
    public var description: String { message }
}

/// Does a call to the native library; what it refuses is a `SafeguardingError`.
func calling<T>(_ call: () throws -> T) throws(SafeguardingError) -> T {
    do {
        return try call()
    } catch BridgeError.Refused(let code, let words, let problems, let document) {
        throw SafeguardingError(
            code: code,
            message: words,
            problems: problems.map { .init(code: $0.code, at: $0.place, expected: $0.expected, help: $0.help) },
            document: document
        )
    } catch {
        // The library has no other error; what is left is a library and a package that do not belong together.
        fatalError("the Safeguarding package and its native library are not of one build: \(error)")
    }
}

/// The text of an answer. Answers are canonical JSON: always UTF-8.
func text(_ answer: Data) -> String {
    String(decoding: answer, as: UTF8.self)
}

func bytes(_ text: String) -> Data {
    Data(text.utf8)
}
