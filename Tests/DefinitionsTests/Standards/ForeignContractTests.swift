import BasinCore
import BasinDefinitions
import Testing

/// Contracts that others wrote.
struct ForeignContractTests {
    static let orders = """
        apiVersion: v3.1.0
        kind: DataContract
        id: 53581432-6c55-4ba2-a65f-72344a91553a
        version: 1.0.0
        status: active
        name: shop_orders
        description:
          purpose: What customers order.
          limitations: Without returns.
        schema:
          - name: orders
            physicalType: topic
            description: An order was placed.
            properties:
              - name: orderId
                logicalType: string
                logicalTypeOptions: {format: uuid}
                required: true
                primaryKey: true
              - name: email
                logicalType: string
                physicalType: varchar(320)
                classification: restricted
                logicalTypeOptions: {maxLength: 320}
              - {name: total, logicalType: number, physicalType: "DECIMAL(10,2)", classification: none}
              - {name: placed_at, logicalType: timestamp, classification: none}
              - name: lines
                logicalType: array
                classification: none
                items:
                  logicalType: object
                  properties:
                    - {name: sku, logicalType: string, required: true}
                    - {name: pieces, logicalType: integer, physicalType: INT}
              - {name: extra, logicalType: object}
              - {name: odd, physicalType: GEOGRAPHY}
            quality:
              - {type: library, metric: rowCount, mustBeGreaterThan: 0}
          - name: refunds
            properties:
              - {name: amount, logicalType: number, classification: none}
        team: {name: team-growth, members: [{username: someone}]}
        slaProperties:
          - {property: retention, value: 2, unit: y}
          - {property: latency, value: 4, unit: h}
        price: {priceAmount: 1, priceCurrency: EUR}
        """

    private static func project(_ imported: ImportedContract) -> ProjectReading {
        var files = Dictionary(uniqueKeysWithValues: imported.files.map { ($0.path, $0.text) })
        files["teams.yaml"] = "team-growth: {contact: here}\nteam-other: {contact: there}\n"
        return Project.read(files: files)
    }

    @Test("each table of a contract becomes an event type, and what has no equal is noted")
    func imported() throws {
        let choices = ImportedContract.Choices(classification: .personal, renames: true)
        let imported = try ImportedContract.read(Self.orders, from: "orders.yaml", choices)
        #expect(imported.files.map(\.path) == ["events/orders.yaml", "events/refunds.yaml"] && imported.undecided == 0)
        let types = try Self.project(imported).get().eventTypes
        #expect(types[0].owner == "team-growth" && types[0].description == "An order was placed." && types[0].retentionDays == 730)
        let fields = types[0].fields
        #expect(fields.map(\.name) == ["order_id", "email", "total", "placed_at", "lines", "extra", "odd"])
        #expect(
            fields.map(\.type) == [
                .uuid, .string, .decimal(precision: 10, scale: 2), .timestamp,
                .list(
                    element: .structure([
                        Field(name: "sku", type: .string, classification: .none),
                        Field(name: "pieces", type: .int32, isRequired: false, classification: .none),
                    ]), elementID: 0), .json, .json,
            ])
        #expect(fields.map(\.isRequired) == [true, false, false, false, false, false, false])
        #expect(fields.map(\.classification) == [.personal, .personal, .none, .none, .none, .personal, .personal])
        let notes = imported.notes.map(\.description)
        for word in ["price", "latency", "limitations", "rowCount", "restricted", "maxLength", "order_id", "GEOGRAPHY"] {
            #expect(notes.contains { $0.contains(word) }, "\(word) is not noted: \(notes)")
        }
    }

    @Test("nobody's classification is guessed: until somebody decides, no plan accepts the field")
    func undecided() throws {
        let imported = try ImportedContract.read(
            Self.orders, from: "orders.yaml", ImportedContract.Choices(owner: "team-other", renames: true))
        #expect(imported.undecided == 4)
        guard case .problems(let problems) = Self.project(imported) else {
            Issue.record("It was accepted.")
            return
        }
        #expect(problems.count == 4 && problems.allSatisfy { $0.message.contains("TODO") })
        #expect(imported.files.allSatisfy { $0.text.contains("owner: team-other\n") })
    }

    static let head = "apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: '1'\nstatus: active\nteam: {name: team-growth}\n"

    @Test(
        "what is no contract, or cannot be taken, is refused with a sentence",
        arguments: [
            "", "a", "[]", "kind: DataContract", "apiVersion: v3.1.0\nkind: Dog", "apiVersion: v2.2.2\nkind: DataContract",
            head, head + "schema: []", head + "schema: 5", head + "schema: [{name: ''}]", head + "schema: [{name: '..'}]",
            head + "schema: [{name: a/b}]", head + "schema: [{name: a}, {name: a}]", head + "schema: [1, x, null]",
            head + "schema: [{name: orderLines}]", head + "schema: [{name: a, properties: [{name: userId}]}]",
            head + "schema: [{name: a, properties: [{name: x}, {name: x}]}]", head + "schema: [{name: a, name: b}]",
            head + "schema: &x [*x]", head + "schema: !!python/object [a]", head + "---\na: b",
            head + "schema: " + String(repeating: "[", count: 500),
            head.replacing("{name: team-growth}", with: "{name: The Team}") + "schema: [{name: a}]",
            head + "schema: [" + (0..<201).map { "{name: a\($0)}" }.joined(separator: ", ") + "]",
        ])
    func refused(_ text: String) {
        #expect {
            try ImportedContract.read(text, from: "x.yaml", ImportedContract.Choices())
        } throws: { error in
            (error as? BasinError)?.code == .invalid && (error as? BasinError)?.message.isEmpty == false
        }
    }

    @Test("what is larger than a contract may be is refused before it is read")
    func large() {
        let text = Self.head + "x: \"" + String(repeating: "a", count: 3 << 20) + "\""
        #expect(throws: BasinError.self) { try ImportedContract.read(text, from: "x.yaml", ImportedContract.Choices()) }
    }

    @Test(
        "values of another shape than the standard's hurt nobody",
        arguments: [
            "description: text", "description: [1]", "slaProperties: {a: b}", "slaProperties: [{property: retention, value: {}}]",
            "slaProperties: [{property: retention, value: -1}]", "slaProperties: [{property: retention, value: 999999999999}]",
            "customProperties: [{property: basin.kind}]", "customProperties: {}", "tags: 1", "support: x",
        ])
    func shapes(_ line: String) throws {
        let text = Self.head + line + "\nschema: [{name: a, properties: [{name: b, required: 'x', items: 3, quality: y}]}]"
        let imported = try ImportedContract.read(text, from: "x.yaml", ImportedContract.Choices(classification: Classification.none))
        #expect(try Self.project(imported).get().eventTypes.map(\.name) == ["a"])
    }

    @Test("text of a contract cannot become another key of a definition, nor a path")
    func injected() throws {
        let evil = "x\\nfields: {}\\nowner: team-other # &a"
        let text = Self.head + """
            description: {purpose: "\(evil)"}
            customProperties:
              - {property: basin.kind, value: event}
              - {property: basin.deprecated, value: "\(evil)"}
              - {property: basin.tier, value: low}
              - {property: basin.owner, value: team-other}
            schema:
              - name: a
                properties: [{name: b, classification: none, description: "\(evil)", physicalType: string, logicalType: string}]
            """
        let imported = try ImportedContract.read(text, from: "a\nfields: {}", ImportedContract.Choices())
        let type = try #require(try Self.project(imported).get().eventTypes.first)
        #expect(type.owner == "team-growth" && type.fields.map(\.name) == ["b"] && type.tier == .low)
        #expect(type.deprecation == "x fields: {} owner: team-other # &a")
        #expect(type.fields[0].description == "x\nfields: {}\nowner: team-other # &a")
    }
}
