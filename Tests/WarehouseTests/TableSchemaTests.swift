import BasinCore
import BasinWarehouse
import Foundation
import Testing

@Suite("Schemas of tables")
struct TableSchemaTests {
    @Test("each type of Basin is written as Iceberg spells it")
    func golden() throws {
        let steps = try TableSteps(.none, columns: Self.everyType)
        let schemas = try #require(try steps.json()["schemas"] as? [[String: Any]])
        let text = String(
            decoding: try JSONSerialization.data(
                withJSONObject: schemas, options: [.sortedKeys, .withoutEscapingSlashes]),
            as: UTF8.self)
        #expect(text == Self.expectedSchema)
        let properties = try #require(try steps.json()["properties"] as? [String: String])
        #expect(properties["schema.name-mapping.default"] == Self.expectedMapping)
        #expect(properties["write.format.default"] == "parquet")
        #expect(try steps.json()["last-column-id"] as? Int == 119)
    }

    @Test("an event's columns keep their envelope, its required ones and their ids")
    func envelope() throws {
        let schema = try TableSchema(version: 3, columns: TableSteps.columns)
        #expect(schema.id == 3)
        #expect(schema.fields.map(\.id) == [1, 2, 3, 4, 5, 6, 7, 101, 8])
        #expect(
            schema.fields.filter(\.isRequired).map(\.name) == [
                "_source", "_event_id", "_event_time", "_received_time", "_schema_version", "_partition_time",
            ])
    }

    @Test("columns without an id of their own, or with a name twice, are refused")
    func invalid() {
        let good = Column(name: "a", type: .string, id: 1, isRequired: false)
        let bad: [[Column]] = [
            [Column(name: "a", type: .string, id: 0, isRequired: false)],
            [good, Column(name: "b", type: .string, id: 1, isRequired: false)],
            [good, Column(name: "a", type: .string, id: 2, isRequired: false)],
            [Column(name: "a", type: .list(element: .string, elementID: 0), id: 1, isRequired: false)],
            [
                good,
                Column(
                    name: "b", type: .structure([Field(name: "c", type: .bool, id: 1, classification: .none)]), id: 2,
                    isRequired: false),
            ],
            [Column(name: "a", type: .string, id: Int.max, isRequired: false)],
        ]
        for columns in bad { #expect(code { _ = try TableSchema(version: 1, columns: columns) } == .invalid) }
        #expect(code { _ = try TableSchema(version: -1, columns: [good]) } == .invalid)
    }

    static let everyType = [
        Column(name: "a", type: .string, id: 101, isRequired: true),
        Column(name: "b", type: .bool, id: 102, isRequired: false),
        Column(name: "c", type: .int32, id: 103, isRequired: false),
        Column(name: "d", type: .int64, id: 104, isRequired: false),
        Column(name: "e", type: .float, id: 105, isRequired: false),
        Column(name: "f", type: .double, id: 106, isRequired: false),
        Column(name: "g", type: .decimal(precision: 9, scale: 2), id: 107, isRequired: false),
        Column(name: "h", type: .timestamp, id: 108, isRequired: false),
        Column(name: "i", type: .date, id: 109, isRequired: false),
        Column(name: "j", type: .uuid, id: 110, isRequired: false),
        Column(name: "k", type: .json, id: 111, isRequired: false),
        Column(name: "l", type: .binary, id: 112, isRequired: false),
        Column(name: "m", type: .list(element: .int64, elementID: 114), id: 113, isRequired: false),
        Column(
            name: "n",
            type: .structure([
                Field(name: "o", type: .string, id: 116, isRequired: true, classification: .none),
                Field(
                    name: "p",
                    type: .list(
                        element: .structure([Field(name: "q", type: .date, id: 119, classification: .none)]),
                        elementID: 118),
                    id: 117, classification: .none),
            ]), id: 115, isRequired: false),
    ]

    static let expectedSchema = """
        [{"fields":[{"id":101,"name":"a","required":true,"type":"string"},\
        {"id":102,"name":"b","required":false,"type":"boolean"},\
        {"id":103,"name":"c","required":false,"type":"int"},\
        {"id":104,"name":"d","required":false,"type":"long"},\
        {"id":105,"name":"e","required":false,"type":"float"},\
        {"id":106,"name":"f","required":false,"type":"double"},\
        {"id":107,"name":"g","required":false,"type":"decimal(9, 2)"},\
        {"id":108,"name":"h","required":false,"type":"timestamptz"},\
        {"id":109,"name":"i","required":false,"type":"date"},\
        {"id":110,"name":"j","required":false,"type":"uuid"},\
        {"id":111,"name":"k","required":false,"type":"string"},\
        {"id":112,"name":"l","required":false,"type":"binary"},\
        {"id":113,"name":"m","required":false,"type":{\
        "element":"long","element-id":114,"element-required":false,"type":"list"}},\
        {"id":115,"name":"n","required":false,"type":{"fields":[\
        {"id":116,"name":"o","required":false,"type":"string"},\
        {"id":117,"name":"p","required":false,"type":{"element":{"fields":[\
        {"id":119,"name":"q","required":false,"type":"date"}],"type":"struct"},\
        "element-id":118,"element-required":false,"type":"list"}}],"type":"struct"}}],\
        "schema-id":1,"type":"struct"}]
        """

    static let expectedMapping =
        "["
        + zip(101..., "abcdefghijkl").map { #"{"field-id":\#($0),"names":["\#($1)"]},"# }.joined()
        + #"{"field-id":113,"fields":[{"field-id":114,"names":["element"]}],"names":["m"]},"#
        + #"{"field-id":115,"fields":[{"field-id":116,"names":["o"]},{"field-id":117,"fields":["#
        + #"{"field-id":118,"fields":[{"field-id":119,"names":["q"]}],"names":["element"]}],"#
        + #""names":["p"]}],"names":["n"]}]"#
}
