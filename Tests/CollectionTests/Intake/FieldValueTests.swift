import BasinCollection
import BasinCore
import Testing

/// What each type accepts from JSON, and in which bytes.
@Suite struct FieldValueTests {
    struct Good: Sendable, CustomTestStringConvertible {
        var type: FieldType
        var json: String
        var bytes: [UInt8]
        var acceptsEpochMilliseconds = false
        var testDescription: String { "\(type) \(json)" }
    }

    static func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    static func text(_ value: String) -> [UInt8] { bytes(UInt32(value.utf8.count)) + Array(value.utf8) }
    static let million: Int64 = 1_541_253_600_000_000

    static let good: [Good] = [
        Good(type: .string, json: "\"é\\u0000\"", bytes: text("é\0")),
        Good(type: .string, json: "\"\"", bytes: text("")),
        Good(type: .bool, json: "true", bytes: [1]), Good(type: .bool, json: "false", bytes: [0]),
        Good(type: .int32, json: "-2147483648", bytes: bytes(Int32.min)),
        Good(type: .int32, json: "1.0", bytes: bytes(Int32(1))),
        Good(type: .int64, json: "9223372036854775807", bytes: bytes(Int64.max)),
        Good(type: .int64, json: "1e3", bytes: bytes(Int64(1000))),
        Good(type: .float, json: "0.1", bytes: bytes(Float(0.1).bitPattern)),
        Good(type: .double, json: "18446744073709551615", bytes: bytes(18446744073709551615.0.bitPattern)),
        Good(type: .double, json: "-0.0", bytes: bytes((-0.0).bitPattern)),
        Good(type: .decimal(precision: 5, scale: 2), json: "12.5", bytes: bytes(Int128(1250))),
        Good(type: .decimal(precision: 5, scale: 2), json: "\"-999.990\"", bytes: bytes(Int128(-99999))),
        Good(type: .decimal(precision: 5, scale: 2), json: "999", bytes: bytes(Int128(99900))),
        Good(
            type: .decimal(precision: 38, scale: 0), json: "\"" + String(repeating: "9", count: 38) + "\"",
            bytes: bytes(Int128("99999999999999999999999999999999999999")!)),
        Good(type: .timestamp, json: "\"2018-11-03T14:00:00Z\"", bytes: bytes(million)),
        Good(type: .timestamp, json: "\"2018-11-03t15:00:00.0000019+01:00\"", bytes: bytes(million + 1)),
        Good(type: .timestamp, json: "1541253600000", bytes: bytes(million), acceptsEpochMilliseconds: true),
        Good(type: .timestamp, json: "1541253600000.0", bytes: bytes(million), acceptsEpochMilliseconds: true),
        Good(type: .date, json: "\"2018-11-03\"", bytes: bytes(Int32(17838))),
        Good(
            type: .uuid, json: "\"00112233-4455-6677-8899-AabBccddeeff\"",
            bytes: (0..<16).map { UInt8($0 * 17) }),
        Good(
            type: .json, json: " { \"a\" : [ 1 , 1.0, {}, [], \"\\u00e9\\/\\n\\u0001\" , null ] } ",
            bytes: text("{\"a\":[1,1.0,{},[],\"é/\\n\\u0001\",null]}")),
        Good(
            type: .list(element: .int32, elementID: 0), json: "[1,null,2]",
            bytes: bytes(UInt32(3)) + [0b101] + bytes(Int32(1)) + bytes(Int32(2))),
        Good(
            type: .structure([
                IntakeFixture.field(.bool, "x"), IntakeFixture.field(.int32, "y", isRequired: false),
            ]), json: "{\"x\":true}", bytes: [1, 1]),
    ]

    @Test("A value of the type is encoded as the row format says", arguments: good)
    func accepts(_ good: Good) throws {
        let field = IntakeFixture.field(good.type, acceptsEpochMilliseconds: good.acceptsEpochMilliseconds)
        let batch = try IntakeFixture.parse(
            "[" + IntakeFixture.event(data: "{\"v\":\(good.json)}") + "]", types: [IntakeFixture.type([field])])
        try #require(batch.refusals == [])
        #expect(IntakeFixture.structure(batch.sections[0]) == [1] + good.bytes)
    }

    static let bad: [(FieldType, String)] = [
        (.string, "1"), (.bool, "1"), (.bool, "\"true\""), (.int32, "2147483648"), (.int32, "1.5"), (.int32, "\"1\""),
        (.int64, "9223372036854775808"), (.int64, "9007199254740992.0"), (.float, "3.5e38"), (.double, "\"1\""),
        (.decimal(precision: 5, scale: 2), "1000"), (.decimal(precision: 5, scale: 2), "0.001"),
        (.decimal(precision: 5, scale: 2), "\"1e2\""), (.decimal(precision: 5, scale: 2), "\"\""),
        (.decimal(precision: 38, scale: 20), "0.1234567890123456"),
        (.decimal(precision: 38, scale: 0), "\"1" + String(repeating: "0", count: 38) + "\""),
        (.timestamp, "1541253600000"), (.timestamp, "\"2018-11-03\""), (.timestamp, "\"0000-01-01T00:00:00Z\""),
        (.date, "\"2018-02-29\""), (.date, "\"0000-01-01\""), (.uuid, "\"00112233445566778899aabbccddeeff\""),
        (.json, String(repeating: "[", count: 65) + String(repeating: "]", count: 65)),
        (.list(element: .int32, elementID: 0), "{}"), (.list(element: .int32, elementID: 0), "[\"1\"]"),
        (.structure([]), "[]"), (.binary, "\"x\""),
    ]

    @Test("A value that is not of the type is refused, and the field named", arguments: bad)
    func refuses(_ type: FieldType, _ json: String) throws {
        let batch = try IntakeFixture.parse(
            "[" + IntakeFixture.event(data: "{\"v\":\(json)}") + "]",
            types: [IntakeFixture.type([IntakeFixture.field(type)])])
        #expect(batch.acceptedCount == 0)
        #expect(batch.refusals.map(\.code) == [.invalidField])
        #expect(batch.refusals.first?.field?.hasPrefix("data.v") == true)
    }

    @Test("A nested field is named by its path")
    func path() throws {
        let type = IntakeFixture.type([
            IntakeFixture.field(
                .list(element: .structure([IntakeFixture.field(.string, "city")]), elementID: 0), "address")
        ])
        let batch = try IntakeFixture.parse(
            "[" + IntakeFixture.event(data: "{\"address\":[{\"city\":\"x\"},{\"city\":3}]}") + "]", types: [type])
        #expect(batch.refusals.map(\.field) == ["data.address[1].city"])
    }
}
