import BasinCore
import BasinWarehouse
import Testing

@Suite("Schema changes of tables")
struct SchemaEvolutionTests {
    @Test("a new version is added beside the old ones, and older ones do not come back")
    func versions() throws {
        var steps = try TableSteps(.hour)
        try steps.commit("p1", add: [steps.file("a", 1)])
        let wider = TableSteps.columns + [Column(name: "extra", type: .int32, id: 140, isRequired: false)]
        let second = TableChange.Schema(version: 2, columns: wider)
        var metadata = try steps.commit("p2", add: [steps.file("b", 2)], schema: second).metadata
        #expect(metadata.currentSchemaID == 2 && metadata.schemas.map(\.id) == [1, 2])
        #expect(metadata.snapshots.map(\.schemaID) == [1, 2])
        #expect(metadata.lastColumnID == 140)

        // The column goes; its id is not given again.
        metadata = try steps.commit("p3", schema: TableChange.Schema(version: 3, columns: TableSteps.columns)).metadata
        #expect(metadata.currentSchemaID == 3 && metadata.lastColumnID == 140 && metadata.snapshots.count == 2)
        let before = steps.version
        #expect(try steps.commit("p4", schema: second) == before)
        #expect(try steps.table.files().count == 2)
    }

    @Test("a known version with other columns, or a type that Iceberg cannot promote to, is refused")
    func refusals() throws {
        var steps = try TableSteps(.hour)
        var columns = TableSteps.columns
        let title = try #require(columns.firstIndex { $0.name == "title" })
        columns[title].name = "name"
        #expect(code { try steps.commit("p1", schema: TableChange.Schema(version: 1, columns: columns)) } == .conflict)
        try steps.commit("p1", schema: TableChange.Schema(version: 2, columns: columns))
        columns[title].type = .int64
        #expect(code { try steps.commit("p2", schema: TableChange.Schema(version: 3, columns: columns)) } == .conflict)
        columns.removeLast()
        #expect(code { try steps.commit("p3", schema: TableChange.Schema(version: 3, columns: columns)) } == .invalid)
    }

    @Test(
        "numbers may widen as Iceberg allows, and no further",
        arguments: [
            (.int32, .int64, true), (.int64, .int32, false), (.float, .double, true), (.int32, .double, false),
            (.decimal(precision: 5, scale: 2), .decimal(precision: 9, scale: 2), true),
            (.decimal(precision: 5, scale: 2), .decimal(precision: 9, scale: 3), false),
            (.decimal(precision: 5, scale: 2), .decimal(precision: 4, scale: 2), false),
            (.list(element: .int32, elementID: 301), .list(element: .int64, elementID: 301), true),
            (.list(element: .int32, elementID: 301), .list(element: .string, elementID: 301), false),
            (.list(element: .int32, elementID: 301), .list(element: .int32, elementID: 302), false),
            (
                .structure([Field(name: "a", type: .int32, id: 301, classification: .none)]),
                .structure([
                    Field(name: "b", type: .int64, id: 301, classification: .none),
                    Field(name: "c", type: .string, id: 302, classification: .none),
                ]), true
            ),
            (.string, .json, true), (.string, .binary, false),
        ] as [(FieldType, FieldType, Bool)])
    func promotion(_ old: FieldType, _ new: FieldType, _ isAllowed: Bool) throws {
        var steps = try TableSteps(.none, columns: [Column(name: "a", type: old, id: 300, isRequired: false)])
        let schema = TableChange.Schema(version: 2, columns: [Column(name: "a", type: new, id: 300, isRequired: false)])
        #expect(code { try steps.commit("p1", schema: schema) } == (isAllowed ? nil : .conflict))
    }

    @Test("a partitioned table needs the partition time")
    func partitionTime() {
        let columns = [Column(name: "a", type: .string, id: 101, isRequired: false)]
        for transform in PartitionTransform.allCases {
            #expect(code { _ = try TableSteps(transform, columns: columns) } == (transform == .none ? nil : .invalid))
        }
    }
}
