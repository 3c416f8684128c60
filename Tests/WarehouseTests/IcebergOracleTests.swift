import BasinCore
import BasinWarehouse
import Foundation
import Testing

@Suite(
    "Tables as PyIceberg and DuckDB read them",
    .enabled(if: PythonOracle.python != nil, Comment(rawValue: PythonOracle.missing)))
struct IcebergOracleTests {
    private static let hour: Int32 = 428_066  // 2018-11-01T02

    private static let fieldIDs = """
        {_source: 1, _event_id: 2, _event_time: 3, _received_time: 4, _sent_time: 5, _schema_version: 6, _sequence: 7, \
        _partition_time: 8, title: 101}
        """

    /// Rows of one partition, whose start is given in hours since 1970.
    private static func rows(_ count: Int, startHour: Int32, title: String) -> String {
        """
        SELECT 'app' AS _source, '\(title)-' || i AS _event_id, to_timestamp(start + i) AS _event_time, \
        to_timestamp(start + i) AS _received_time, NULL::TIMESTAMPTZ AS _sent_time, 1::INTEGER AS _schema_version, \
        i::BIGINT AS _sequence, '\(title)' AS title, to_timestamp(start) AS _partition_time \
        FROM range(\(count)) t(i), (SELECT \(Int64(startHour) * 3600) AS start)
        """
    }

    @Test(
        "both readers see each append, correction and deletion, however the table is partitioned",
        arguments: PartitionTransform.allCases)
    func life(_ transform: PartitionTransform) throws {
        var steps = try TableSteps(transform, folderName: "a warehouse with 100% spaces")
        let places: [(name: String, start: Int32, rows: Int)] = [
            ("a", Self.hour, 3), ("b", Self.hour + 24, 4), ("c", Self.hour + 24 * 31, 5), ("b2", Self.hour + 24, 7),
        ]
        let folder = steps.dataFolder
        let written = try PythonOracle.write(
            places.map {
                PythonOracle.NewFile(
                    path: "\(folder)/\($0.name).parquet",
                    sql: Self.rows($0.rows, startHour: $0.start, title: $0.name), fieldIDs: Self.fieldIDs)
            },
            in: steps.folder)
        let files = zip(places, written).map { place, file in
            let start = Timestamp(microseconds: Int64(place.start) * 3_600_000_000)
            return DataFile(
                path: file.path, partition: transform.partition(of: start), recordCount: file.rows,
                byteCount: file.bytes)
        }

        var versions = [steps.version]
        versions.append(try steps.commit("p1", add: [files[0], files[1]]))
        versions.append(try steps.commit("p2", add: [files[2]]))
        versions.append(try steps.commit("p3", add: [files[3]], remove: [files[1].path]))
        versions.append(try steps.commit("p4", remove: [files[0].path]))
        var queries = versions.map(Self.query)
        queries.append(Self.query(steps.version))
        queries[5].filter = "_partition_time < '2018-11-03T02:00:00+00:00'"
        queries[5].sqlFilter = queries[5].filter
        let readings = try PythonOracle.read(queries, in: steps.folder)

        #expect(readings.map(\.pyiceberg.rows) == [0, 7, 12, 15, 12, 7])
        #expect(readings.map(\.duckdb.rows) == [0, 7, 12, 15, 12, 7])
        #expect(readings.map(\.pyiceberg.data) == readings.map(\.duckdb.data))
        #expect(readings[2].pyiceberg.entries == [[1, 1, 1], [1, 1, 1], [1, 2, 2]])
        #expect(readings[3].pyiceberg.entries == [[0, 1, 1], [1, 2, 2], [1, 3, 3], [2, 1, 1]])
        #expect(readings[4].pyiceberg.operations == ["append", "append", "overwrite", "delete"])
        #expect(readings[4].pyiceberg.snapshots == 4 && readings[4].pyiceberg.history == 4)
        // The filter opens only its partition's file, where there are partitions.
        #expect(readings[5].pyiceberg.pruned.count == (transform == .none ? 2 : 1))
    }

    @Test("a table of more snapshots and manifests than are kept is read whole")
    func many() throws {
        var steps = try TableSteps(.hour)
        let count = IcebergTable.manifestLimit + 15
        let folder = steps.dataFolder
        let written = try PythonOracle.write(
            (0..<count).map { number in
                PythonOracle.NewFile(
                    path: "\(folder)/\(number).parquet",
                    sql: Self.rows(1, startHour: Self.hour + Int32(number), title: "t\(number)"),
                    fieldIDs: Self.fieldIDs)
            }, in: steps.folder)
        for (number, file) in written.enumerated() {
            let data = DataFile(
                path: file.path, partition: Self.hour + Int32(number), recordCount: 1, byteCount: file.bytes)
            for path in try steps.commit("p\(number)", add: [data]).obsoleteFiles {
                try FileManager.default.removeItem(atPath: path)
            }
        }
        try steps.commit("correction", remove: [written[3].path, written[70].path])
        let reading = try PythonOracle.read([Self.query(steps.version)], in: steps.folder)[0]
        #expect(reading.pyiceberg.rows == count - 2)
        #expect(reading.duckdb.rows == count - 2)
        #expect(reading.pyiceberg.data == reading.duckdb.data)
        #expect(reading.pyiceberg.snapshots == IcebergTable.retainedSnapshots)
        // Rewriting keeps every file's own sequence number.
        let live = reading.pyiceberg.entries.filter { $0[0] != 2 }.map { $0[1] }
        #expect(live.sorted() == (1...count).filter { $0 != 4 && $0 != 71 })
    }

    @Test("all types, nested ones and a changed schema are read the same by both")
    func types() throws {
        let first = [
            Column(name: "text", type: .string, id: 101, isRequired: false),
            Column(name: "flag", type: .bool, id: 102, isRequired: false),
            Column(name: "small", type: .int32, id: 103, isRequired: false),
            Column(name: "large", type: .int64, id: 104, isRequired: false),
            Column(name: "single", type: .float, id: 105, isRequired: false),
            Column(name: "twice", type: .double, id: 106, isRequired: false),
            Column(name: "price", type: .decimal(precision: 9, scale: 2), id: 107, isRequired: false),
            Column(name: "huge", type: .decimal(precision: 38, scale: 4), id: 108, isRequired: false),
            Column(name: "moment", type: .timestamp, id: 109, isRequired: true),
            Column(name: "day", type: .date, id: 110, isRequired: false),
            Column(name: "key", type: .uuid, id: 111, isRequired: false),
            Column(name: "free", type: .json, id: 112, isRequired: false),
            Column(name: "sealed", type: .binary, id: 113, isRequired: false),
            Column(name: "tags", type: .list(element: .string, elementID: 115), id: 114, isRequired: false),
            Column(
                name: "place",
                type: .structure([
                    Field(name: "city", type: .string, id: 117, classification: .none),
                    Field(name: "spots", type: .list(element: .int32, elementID: 119), id: 118, classification: .none),
                ]), id: 116, isRequired: false),
        ]
        let ids = """
            {text: 101, flag: 102, small: 103, large: 104, single: 105, twice: 106, price: 107, huge: 108, \
            moment: 109, day: 110, key: 111, free: 112, sealed: 113, tags: {__duckdb_field_id: 114, element: 115}, \
            place: {__duckdb_field_id: 116, city: 117, spots: {__duckdb_field_id: 118, element: 119}}}
            """
        let row = { (small: String, extra: String) in
            """
            SELECT 'ü' AS text, true AS flag, 7::\(small) AS small, 1::BIGINT << 62 AS large, 1.5::FLOAT AS single, \
            2.5::DOUBLE AS twice, 12.34::DECIMAL(9,2) AS price, \
            1234567890123456789012345678901234.5678::DECIMAL(38,4) AS huge, \
            TIMESTAMPTZ '2018-11-03 14:00:00.123456+00' AS moment, DATE '2018-11-03' AS day, \
            UUID '0190f5c8-7a5e-7cc0-98f2-2c1f4b1d9a01' AS key, '{"a":1}' AS free, 'xyz'::BLOB AS sealed, \
            ['a', 'b'] AS tags, {'city': 'Berlin', 'spots': [1, 2]} AS place\(extra)
            """
        }
        var steps = try TableSteps(.none, columns: first)
        let folder = steps.dataFolder
        var second = first
        second[2].type = .int64
        second[0].name = "title"
        second.append(Column(name: "late", type: .string, id: 120, isRequired: false))
        let renamed = { (extra: String) in
            "SELECT text AS title, * EXCLUDE (text) FROM (\(row("BIGINT", ", '\(extra)' AS late")))"
        }
        let written = try PythonOracle.write(
            [
                PythonOracle.NewFile(path: "\(folder)/1.parquet", sql: row("INTEGER", ""), fieldIDs: ids),
                PythonOracle.NewFile(
                    path: "\(folder)/2.parquet", sql: renamed("new"),
                    fieldIDs: "{title: 101," + ids.dropFirst(11).dropLast() + ", late: 120}"),
                PythonOracle.NewFile(path: "\(folder)/3.parquet", sql: renamed("bare"), fieldIDs: nil),
            ], in: steps.folder)
        let files = written.map { DataFile(path: $0.path, partition: nil, recordCount: $0.rows, byteCount: $0.bytes) }
        try steps.commit("p1", add: [files[0]])
        let old = PythonOracle.Query(metadata: steps.version.metadataLocation, columns: first.map(\.name))
        try steps.commit("p2", add: [files[1], files[2]], schema: TableChange.Schema(version: 2, columns: second))
        let new = PythonOracle.Query(metadata: steps.version.metadataLocation, columns: second.map(\.name))
        let readings = try PythonOracle.read([old, new], in: steps.folder)
        let before = readings[0]
        let after = readings[1]
        #expect(before.pyiceberg.rows == 1 && before.duckdb.rows == 1)
        #expect(before.pyiceberg.data == before.duckdb.data)
        #expect(after.pyiceberg.rows == 3 && after.duckdb.rows == 3)
        #expect(after.pyiceberg.data == after.duckdb.data)
        #expect(after.duckdb.data.map { $0.last } == ["bare", "new", "null"])
        #expect(
            after.duckdb.data.allSatisfy { $0.first == "ü" && $0[2] == "7" && $0[14] == "{city:Berlin,spots:[1,2]}" })
    }

    private static func query(_ version: TableVersion) -> PythonOracle.Query {
        PythonOracle.Query(
            metadata: version.metadataLocation, columns: ["_event_id", "_partition_time", "title", "_sent_time"])
    }
}
