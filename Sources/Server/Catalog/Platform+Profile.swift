import BasinAPI
import BasinCore
import BasinEngines
import BasinManagement
import BasinMetastore
import BasinWire
import Logging
import Synchronization

/// What partitions are like, and a few of their rows.
extension Platform {
    /// What of a dataset may be looked at, and how.
    struct Shape: Sendable {
        var id: UInt32
        var granularity: Granularity
        var columns: [ProfiledColumn]
        var asked: [ProfileColumn]
        var shown: [QueryColumn]
    }

    /// A partition's files, and how to look at them.
    private struct Looked: Sendable {
        var id: UInt32
        var partition: Partition
        var files: [String]
        var columns: [ProfiledColumn]
        var shown: [QueryColumn]
        var query: ProfileQuery

        /// Names of files are never given again, so this tells whether the content, and what may be told of it, is still that.
        var digest: Int64 {
            let parts = files.sorted() + shown.map { "\($0.id) \($0.name)" } + columns.map { "\($0.name) \($0.type) \($0.classification)" }
            return Credentials.digest(Array(parts.joined(separator: "\n").utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
        }
    }

    /// - Parameter text: the partition; nil for the last one that has rows.
    /// - Throws: `.forbidden`, when the person may not read all of it; `.notFound`.
    func profile(of name: String, _ text: String?, for person: Principal) async throws -> ProfileAnswer {
        let guarded = try await read { try Self.requireTable(name, $0) }
        try await requireWhole([guarded], for: person, by: "profile", at: clock.now())
        let looked = try await read { try Self.looked(at: name, text, in: $0) }
        guard let looked else {
            throw BasinError(.notFound, "\(name.prefix(80)) has no rows yet; there is nothing to look at.")
        }
        let profile = try await profile(looked)
        let byName = Dictionary(profile.columns.map { ($0.name, $0) }) { first, _ in first }
        return ProfileAnswer(
            dataset: name, partition: looked.partition.description, rows: profile.rows,
            columns: looked.columns.map { column in
                guard let known = byName[column.name] else { return column }
                var column = column
                column.nulls = known.nulls
                column.distinct = known.distinct
                (column.min, column.max, column.mean) = (known.min, known.max, known.mean)
                column.deciles = known.deciles
                column.common = known.common.map { CommonValue(value: $0.value, rows: $0.rows) }
                return column
            })
    }

    private func profile(_ looked: Looked) async throws -> PartitionProfile {
        let digest = looked.digest
        if let known = try await read({
            try $0.profile(datasetID: looked.id, partition: looked.partition.index, digest: digest)
        }) { return known }
        let mayWait = profilesWaiting.withLock { waiting in
            guard waiting.count < Self.mostWaiting else { return nil as UInt64? }
            let number = (waiting.keys.max() ?? 0) + 1
            waiting[number] = QueryCancellation()
            return number
        }
        guard let mayWait, let cancellation = profilesWaiting.withLock({ $0[mayWait] }) else {
            throw BasinError(.unavailable, "Several partitions are being looked at; ask again in a moment.")
        }
        defer { profilesWaiting.withLock { _ = $0.removeValue(forKey: mayWait) } }
        return try await profiling.run { [metastore] in
            let profile = try looked.query.run(columns: looked.shown, files: looked.files, cancellation: cancellation)
            try metastore.write {
                try $0.store(
                    profile, of: looked.files, datasetID: looked.id, partition: looked.partition.index, digest: digest)
            }
            return profile
        }
    }

    private static func looked(
        at name: String, _ text: String?, in snapshot: BasinMetastore.Snapshot
    ) throws -> Looked? {
        let shape = try shape(of: name, in: snapshot)
        let (id, granularity) = (shape.id, shape.granularity)
        let partition: Partition
        if let text {
            guard let asked = Partition(text, granularity) else {
                throw BasinError(.invalid, "\(text.prefix(40)) is no \(granularity.rawValue) of \(name.prefix(80)).")
            }
            partition = asked
        } else {
            guard let last = try snapshot.lastPartition(typeID: id) else { return nil }
            partition = Partition(granularity, index: last)
        }
        return try looked(at: shape, partition, in: snapshot)
    }

    private static func looked(
        at shape: Shape, _ partition: Partition, in snapshot: BasinMetastore.Snapshot
    ) throws -> Looked? {
        let files = try snapshot.files(
            typeID: shape.id, in: Hour(index: partition.index)..<Hour(index: partition.index + 1)
        ).map(\.path)
        guard !files.isEmpty else { return nil }
        return Looked(
            id: shape.id, partition: partition, files: files, columns: shape.columns, shown: shape.shown,
            query: ProfileQuery(shape.asked))
    }

    static func shape(of name: String, in snapshot: BasinMetastore.Snapshot) throws -> Shape {
        if let made = try snapshot.dataset(named: name)?.dataset {
            return Shape(
                id: made.id, granularity: made.definition.granularity,
                columns: made.columns.map { profiled($0.name, $0.type, $0.classification) },
                asked: made.columns.map {
                    ProfileColumn(
                        name: $0.name, type: $0.type, classification: $0.classification, isStored: !$0.isSealed && !$0.isSubject)
                }, shown: columns(of: made))
        }
        let type = try type(named: name, in: snapshot)
        return Shape(
            id: type.id, granularity: .hour,
            columns: type.schema.fields.map { profiled($0.name, $0.type, $0.classification) },
            asked: type.schema.fields.map {
                ProfileColumn(
                    name: $0.name, type: $0.type, classification: $0.classification,
                    isStored: !$0.classification.isSealed && !$0.isPseudonym)
            }, shown: type.schema.queryColumns)
    }

    private static func profiled(_ name: String, _ type: FieldType, _ classification: Classification) -> ProfiledColumn {
        ProfiledColumn(
            name: name, type: type.description, classification: classification.rawValue, nulls: 0, deciles: [], common: [])
    }

    /// What was published is looked at soon after, as far as time is left for it.
    func profileWhatIsNew() async {
        let ids = toProfile.withLock { ids in
            let some = Set(ids.sorted().prefix(Self.mostProfiles))
            ids.subtract(some)
            return some
        }
        guard !ids.isEmpty else { return }
        let names = (try? await read { try Self.datasetNames($0) }) ?? [:]
        for id in ids.sorted() {
            if Task.isCancelled { return }
            guard let name = names[id] else { continue }
            let news = (try? await read { try Self.unprofiled(name, in: $0) }) ?? []
            for looked in news {
                if Task.isCancelled { return }
                do {
                    _ = try await profile(looked)
                } catch {
                    logger.notice("a partition could not be profiled", metadata: ["dataset": "\(name)", "error": "\(error)"])
                }
            }
        }
    }

    /// The last partition, and those of the last that are sealed or published and were never looked at: a history without
    /// gaps, of what was brought in late, too.
    private static func unprofiled(_ name: String, in snapshot: BasinMetastore.Snapshot) throws -> [Looked] {
        let shape = try shape(of: name, in: snapshot)
        var partitions = try snapshot.unprofiledPartitions(typeID: shape.id, newest: ProfileDrift.window)
        if let last = try snapshot.lastPartition(typeID: shape.id), !partitions.contains(last) { partitions.insert(last, at: 0) }
        return try partitions.compactMap {
            try looked(at: shape, Partition(shape.granularity, index: $0), in: snapshot)
        }
    }

    /// A round.
    private static let mostProfiles = 16
    private static let mostWaiting = 8

    /// A server that stops waits for no profile.
    func endProfiles() {
        for cancellation in profilesWaiting.withLock({ $0.values.map { $0 } }) { cancellation.cancel() }
    }

    /// A few rows as people may see them.
    func sample(of name: String, _ limit: Int, for person: Principal, departure: Departure) async throws -> QueryAnswer {
        let known = try await read { try Self.requireTable(name, $0).name }
        return try await query(
            QueryRequest(sql: "FROM \(known.sqlIdentifier)", format: "json", limit: limit), for: person, departure: departure)
    }
}
