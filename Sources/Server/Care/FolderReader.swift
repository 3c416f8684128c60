import BasinCollection
import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore
import BasinWarehouse
import Foundation

/// Reads what the checks look at. Changes nothing; blocks.
struct FolderReader {
    let root: String
    let metastore: Metastore
    let keys: KeyStore

    func state(now: Timestamp) throws -> FolderState {
        var state = FolderState(root: root, now: now, sizes: Self.sizes(below: root))
        let runs = try readMetastore(into: &state)
        state.footers = try footers(of: state.files.map(\.record.path).filter { state.sizes[$0] != nil })
        try readIdentities(runs, into: &state)
        let survey = try LogSurvey(dataFolder: root, keys: SegmentKeys(keys))
        state.log = survey.segments
        state.unreadableSegments = survey.unreadable
        state.segmentKeys = try keys.segmentsWithKeys()
        return state
    }

    private func readMetastore(into state: inout FolderState) throws -> [(typeID: UInt32, run: IdentityRunRecord)] {
        let root = root
        let (changed, runs) = try metastore.read { [state] snapshot in
            var state = state
            state.files = try snapshot.allFiles().map { FolderState.KnownFile(record: $0.file, isSealed: $0.isSealed) }
            state.obsolete = try snapshot.obsoletePaths()
            state.hours = try snapshot.allHours()
            state.partitions = try snapshot.allPublishedPartitions()
            state.expired = Set(
                try snapshot.expired().map { FolderState.ExpiredKey(id: $0.datasetID, partition: $0.partition) })
            state.heldKnown = Set(try snapshot.allHeldFolders())
            let types = try snapshot.eventTypes(), datasets = try snapshot.datasets().map(\.dataset)
            for type in types { state.names[type.id] = type.name }
            for dataset in datasets {
                state.names[dataset.id] = dataset.name
                state.granularities[dataset.id] = dataset.definition.granularity
            }
            let ids = (types.map(\.id) + datasets.map(\.id)).sorted()
            state.tables = try ids.map { id in
                Self.table(id, name: state.names[id] ?? "", location: try snapshot.metadataLocation(typeID: id))
            }
            return (state, try snapshot.allIdentityRuns())
        }
        state = changed
        let held = (try? FileManager.default.contentsOfDirectory(atPath: root + "/held")) ?? []
        state.heldFound = Set(held.map { root + "/held/" + $0 })
        return runs
    }

    private static func table(_ id: UInt32, name: String, location: String?) -> FolderState.Table {
        guard let location else { return FolderState.Table(id: id, name: name, content: .success([]), strays: []) }
        do {
            let table = try IcebergTable.load(metadataLocation: location)
            let paths = Set(try table.files().map(\.path))
            return FolderState.Table(
                id: id, name: name, location: location, content: .success(paths), strays: try table.unreachableFiles())
        } catch {
            let failure = error as? BasinError ?? BasinError(.damaged, "\(error)")
            return FolderState.Table(id: id, name: name, location: location, content: .failure(failure), strays: [])
        }
    }

    private func readIdentities(_ runs: [(typeID: UInt32, run: IdentityRunRecord)], into state: inout FolderState)
        throws
    {
        var listed: [UInt32: Set<String>] = [:]
        for (typeID, run) in runs {
            listed[typeID, default: []].insert(run.name)
            let folder = "\(root)/identities/\(typeID)"
            guard let problem = IdentitySurvey.problem(of: run, folder: folder) else { continue }
            let isMissing = run.bytes == nil && state.sizes[folder + "/" + run.name] == nil
            state.identityProblems.append((state.name(typeID) + " " + run.name, isMissing, problem))
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: root + "/identities")) ?? [] {
            let folder = root + "/identities/" + name
            let known = UInt32(name).flatMap { listed[$0] } ?? []
            state.identityStrays += try IdentitySurvey.strays(in: folder, listed: known).map { folder + "/" + $0 }
        }
    }

    /// Rows by the footers: many files a query, and one by one where a file of them cannot be read.
    private func footers(of paths: [String]) throws -> [String: FolderState.Footer] {
        let connection = try DuckDB(threads: 2, memoryLimit: "1GB").connect()
        var footers: [String: FolderState.Footer] = [:]
        for start in stride(from: 0, to: paths.count, by: 200) {
            let some = Array(paths[start..<min(start + 200, paths.count)])
            if let counts = try? Self.rows(some, connection), counts.count == some.count {
                footers.merge(zip(some, counts.map { .rows($0) })) { $1 }
                continue
            }
            for path in some {
                do {
                    footers[path] = .rows(try Self.rows([path], connection).first ?? 0)
                } catch {
                    let message = (error as? BasinError)?.message ?? "\(error)"
                    footers[path] = .unreadable(String(message.split(separator: "\n").first ?? ""))
                }
            }
        }
        return footers
    }

    /// In the order of the paths.
    private static func rows(_ paths: [String], _ connection: DuckDBConnection) throws -> [Int] {
        let list = paths.map(\.sqlLiteral).joined(separator: ", ")
        let result = try connection.query(
            """
            SELECT CAST(num_rows AS BIGINT) FROM parquet_file_metadata([\(list)]) ORDER BY list_position([\(list)], file_name)
            """)
        var rows: [Int] = []
        try result.forEachChunk { chunk in
            for row in 0..<chunk.rowCount { rows.append(Int(chunk.int64(column: 0, row: row) ?? 0)) }
        }
        return rows
    }

    static func sizes(below root: String) -> [String: Int] {
        guard let names = FileManager.default.enumerator(atPath: root) else { return [:] }
        var sizes: [String: Int] = [:]
        for case let name as String in names where names.fileAttributes?[.type] as? FileAttributeType != .typeDirectory
        {
            sizes[root + "/" + name] = (names.fileAttributes?[.size] as? NSNumber)?.intValue ?? 0
        }
        return sizes
    }
}
