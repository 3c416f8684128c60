import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire

/// How the columns of a dataset moved.
extension Platform {
    /// - Parameters:
    ///   - column: nil: all of them.
    ///   - from: the first partition; nil: from the beginning.
    ///   - to: the one behind the last; nil: to the end.
    ///   - limit: so many partitions, the last of that time.
    /// - Throws: `.forbidden`, when the person may not read all of it; `.notFound`; `.invalid`.
    func profileHistory(
        of name: String, column: String?, from: String?, to: String?, limit: Int, for person: Principal
    ) async throws -> ProfileHistory {
        let guarded = try await read { try Self.requireTable(name, $0) }
        try await requireWhole([guarded], for: person, by: "profile", at: clock.now())
        return try await read { snapshot in
            let shape = try Self.shape(of: guarded.name, in: snapshot)
            if let column, !shape.asked.contains(where: { $0.name == column }) {
                let known = shape.asked.prefix(40).map(\.name).joined(separator: ", ")
                throw BasinError(.notFound, "\(name.prefix(80)) has no column \(column.prefix(80)); it has \(known).")
            }
            let first = try from.map { try Self.index($0, "from", shape.granularity) } ?? Int.min
            let end = try to.map { try Self.index($0, "to", shape.granularity) } ?? Int.max
            guard first <= end else { throw BasinError(.invalid, "`from` is later than `to`.") }
            // One more tells whether there are more; those before judge the first ones.
            let known = try snapshot.profiles(
                datasetID: shape.id, in: Int.min..<end, most: limit + ProfileDrift.window + 1)
            let asked = shape.asked.filter { column == nil || $0.name == column }
            let moments = Self.moments(known, asked, shape.granularity)
            let inTime = zip(known, moments).filter { $0.0.partition >= first }.map(\.1)
            return ProfileHistory(dataset: guarded.name, partitions: Array(inTime.suffix(limit)), isCut: inTime.count > limit)
        }
    }

    private static func index(_ text: String, _ argument: String, _ granularity: Granularity) throws -> Int {
        guard let partition = Partition(text, granularity) else {
            throw BasinError(.invalid, "`\(argument)` must be a partition: a \(granularity.rawValue), or `all` where there are none.")
        }
        return partition.index
    }

    /// Each partition beside those before it.
    static func moments(
        _ known: [(partition: Int, profile: PartitionProfile)], _ columns: [ProfileColumn], _ granularity: Granularity
    ) -> [ProfiledPartition] {
        let rows = ProfileDrift.departures(known.map { Double($0.profile.rows) })
        var partitions = known.enumerated().map { index, one in
            ProfiledPartition(
                partition: Partition(granularity, index: one.partition).description, rows: one.profile.rows,
                isUnusual: rows.contains(index), columns: [])
        }
        for column in columns {
            let profiles = known.map { one in
                one.profile.columns.first { $0.name == column.name }?.limited(to: column)
            }
            let shares = zip(known, profiles).map { one, profile -> Double? in
                guard let profile, one.profile.rows > 0 else { return nil }
                return Double(profile.nulls) / Double(one.profile.rows)
            }
            let figures: [(String, [Double?])] = [
                ("null_share", shares), ("distinct", profiles.map { $0?.distinct.map { Double($0) } }),
                ("mean", profiles.map { $0?.mean }),
                ("median", profiles.map { $0.flatMap { $0.deciles.count == 11 ? $0.deciles[5] : nil } }),
            ]
            let unusual = figures.map { ($0.0, ProfileDrift.departures($0.1)) }
            for (index, profile) in profiles.enumerated() {
                // The column was not there yet.
                guard let profile else { continue }
                partitions[index].columns.append(
                    ColumnMoment(
                        name: column.name, nullShare: shares[index], distinct: profile.distinct, mean: profile.mean,
                        deciles: profile.deciles, unusual: unusual.filter { $0.1.contains(index) }.map(\.0)))
            }
        }
        return partitions
    }
}
