import BasinEvents
import Foundation
import Testing

@Suite struct EventDataTests {
    func json(_ value: any Encodable, filled: [(key: String, value: String?)] = []) throws -> String {
        String(decoding: try EventData().encode(value, filled: filled), as: UTF8.self)
    }

    struct Everything: Codable, Hashable {
        struct Inner: Codable, Hashable {
            var a: Int?
            var b: [String]
        }
        enum Kind: String, Codable { case small, large }
        var text = "quote \" backslash \\ slash / newline \n tab \t null \u{0} escape \u{1b} é 🎧 \u{2028}"
        var yes = true, no = false
        var tiny = Int8.min, large = UInt64.max, number = Int64.min
        var double = 0.1, exponent = 1e300, float = Float(0.1)
        var none: Int?
        var nested = Inner(a: 1, b: ["x", "y"])
        var list = [Inner(a: nil, b: []), Inner(a: 2, b: ["z"])]
        var empty: [Int] = []
        var lists = [[1, 2], [], [3]]
        var map = ["k": 1]
        var kind = Kind.large
        var json: JSONValue = ["a": [1, 2.5, true, nil, "s"], "b": [:]]
        var tail = 9
    }

    @Test("Everything that Codable makes is read back by another decoder as it was")
    func roundTrip() throws {
        let value = Everything()
        let bytes = try EventData().encode(value)
        #expect(try JSONDecoder().decode(Everything.self, from: Data(bytes)) == value)
    }

    @Test("Fields come in their declared order, absent ones not at all")
    func order() throws {
        struct Small: Encodable {
            var b = 1
            var a: Int?
            var c = "x"
        }
        #expect(try json(Small()) == "{\"b\":1,\"c\":\"x\"}")
    }

    @Test("Types with a form of their own")
    func forms() throws {
        struct Forms: Encodable {
            var at = Date(timeIntervalSince1970: 1_541_253_600.25)
            var id = UUID(uuidString: "0011B85A-FB84-4417-8D05-4412F4F523F6")
            var amount = Decimal(string: "12.30")!
            var bytes = Data([0, 255])
            var link = URL(string: "https://example.com/a?b=c")!
            var broken = Double.nan
        }
        #expect(
            try json(Forms()) == """
                {"at":"2018-11-03T14:00:00.250000Z","id":"0011b85a-fb84-4417-8d05-4412f4f523f6","amount":"12.3",\
                "bytes":"AP8=","link":"https://example.com/a?b=c","broken":null}
                """)
    }

    @Test("Fields of the SDK take the place of the event's, and what has no value is left out")
    func filled() throws {
        struct Song: Encodable { var user_id = "forged", song = "a", user = User() }
        struct User: Encodable { var user_id = "inner" }
        let text = try json(Song(), filled: [("user_id", "53"), ("platform", "ios"), ("app_version", nil)])
        #expect(text == "{\"song\":\"a\",\"user\":{\"user_id\":\"inner\"},\"user_id\":\"53\",\"platform\":\"ios\"}")
        #expect(try json(Song(), filled: [("user_id", nil)]) == "{\"song\":\"a\",\"user\":{\"user_id\":\"inner\"}}")
        struct Empty: Encodable {}
        #expect(try json(Empty(), filled: [("a", "b")]) == "{\"a\":\"b\"}")
        #expect(try json(Empty()) == "{}")
    }

    class Base: Encodable { var a = 1 }
    final class Derived: Base {
        var b = 2
        enum CodingKeys: CodingKey { case b, list, parent }
        override func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(b, forKey: .b)
            var list = object.nestedUnkeyedContainer(forKey: .list)
            try list.encode(1)
            var inner = list.nestedContainer(keyedBy: CodingKeys.self)
            try inner.encode(5, forKey: .b)
            try list.encodeNil()
            try super.encode(to: object.superEncoder(forKey: .parent))
            var again = encoder.container(keyedBy: CodingKeys.self)
            try again.encode(b, forKey: .b)
        }
    }

    @Test("Nested containers, super encoders and a container that is asked for twice")
    func containers() throws {
        #expect(try json(Derived()) == "{\"b\":2,\"list\":[1,{\"b\":5},null],\"parent\":{\"a\":1},\"b\":2}")
    }

    struct Interleaved: Encodable {
        enum CodingKeys: CodingKey { case a, b }
        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            var first = object.nestedUnkeyedContainer(forKey: .a)
            var second = object.nestedUnkeyedContainer(forKey: .b)
            try first.encode(1)
            try second.encode(2)
        }
    }

    @Test("What cannot be written in order, or is no object, fails instead of becoming something else")
    func failures() {
        #expect(throws: EncodingError.self) { try json(Interleaved()) }
        #expect(throws: EncodingError.self) { try json("text") }
        #expect(throws: EncodingError.self) { try json([1, 2]) }
        #expect(throws: EncodingError.self) { try json(["at": Date(timeIntervalSince1970: 1e15)]) }
    }

    @Test("An encoder is as good after an event that failed")
    func afterFailure() throws {
        let data = EventData()
        #expect(throws: EncodingError.self) { try data.encode(Interleaved()) }
        #expect(String(decoding: try data.encode(["a": 1]), as: UTF8.self) == "{\"a\":1}")
    }
}
