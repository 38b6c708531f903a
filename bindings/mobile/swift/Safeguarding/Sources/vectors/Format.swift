import Foundation

/// The format of the vectors, as tests/README.md describes it.
struct Index: Decodable {
    struct File: Decodable { let file: String }
    let files: [File]
    let vectors: Int
}

struct File: Decodable { let vectors: [Vector] }

struct Vector: Decodable {
    let id: String
    let ruleset: [String: Given]?
    let retrospective: Bool?
    let `case`: Given?
    let add: [Given]?
    let asked: Asked
    let then: Asked?

    private enum Keys: String, CodingKey { case id, ruleset, retrospective, `case`, add, then }

    init(from decoder: Decoder) throws {
        let object = try decoder.container(keyedBy: Keys.self)
        id = try object.decode(String.self, forKey: .id)
        ruleset = try object.decodeIfPresent([String: Given].self, forKey: .ruleset)
        retrospective = try object.decodeIfPresent(Bool.self, forKey: .retrospective)
        `case` = try object.decodeIfPresent(Given.self, forKey: .case)
        add = try object.decodeIfPresent([Given].self, forKey: .add)
        then = try object.decodeIfPresent(Asked.self, forKey: .then)
        // The call stands in the vector itself.
        asked = try Asked(from: decoder)
    }
}

/// A call and what comes of it.
struct Asked: Decodable {
    let call: String
    let args: [Given?]?
    let expect: [String: Out]
}

struct Out: Decodable {
    let sha256: String
    let length: Int
    let text: String?
}

/// An argument as it is written: `{"text": …}`, `{"base64": …}`, or, for a name, the text itself.
struct Given: Decodable {
    let argument: Argument

    private enum Keys: String, CodingKey { case text, base64 }

    init(from decoder: Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            argument = Argument(bytes: Data(name.utf8), text: name)
            return
        }
        let object = try decoder.container(keyedBy: Keys.self)
        if let text = try object.decodeIfPresent(String.self, forKey: .text) {
            argument = Argument(bytes: Data(text.utf8), text: text)
        } else if let bytes = Data(base64Encoded: try object.decode(String.self, forKey: .base64)) {
            argument = Argument(bytes: bytes, text: nil)
        } else {
            throw DecodingError.dataCorruptedError(forKey: .base64, in: object, debugDescription: "no base64")
        }
    }
}
