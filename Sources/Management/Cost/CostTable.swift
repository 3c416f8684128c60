package import BasinCore
package import BasinMetastore

/// What was used in a month, put together by who answers for it. A pure function of the sums.
package struct CostTable: Sendable, Equatable {
    package enum Dimension: String, Sendable, CaseIterable { case team, dataset, pipeline, account }

    /// What an event type or a dataset is called, and who answers for it.
    package struct Head: Sendable, Equatable {
        package var name: String
        package var owner: String
        package var isPipeline: Bool

        package init(name: String, owner: String, isPipeline: Bool) {
            self.name = name
            self.owner = owner
            self.isPipeline = isPipeline
        }
    }

    package struct Line: Sendable, Equatable {
        /// Nil: shared, of nobody.
        package var name: String?
        /// Who answers for it; nil of a team, an account and what is shared.
        package var owner: String?
        package var used = Sums()
        /// In the month before.
        package var before = Sums()
    }

    /// Usage and what it costs.
    package struct Sums: Sendable, Equatable {
        package var usage = Usage()
        package var runs: Int64 = 0
        package var queries: Int64 = 0
        /// Nil where nobody said what things cost.
        package var cost: MicroAmount?
    }

    /// The dearest first.
    package var lines: [Line]
    /// Exactly the sum of the lines, cost included.
    package var total: Line

    /// - Parameters:
    ///   - records: of the month, with those of the month before.
    ///   - heads: by id. What is of a dataset that is none of these is shared.
    ///   - days: of the month, and of the one before.
    package init(
        by dimension: Dimension, _ records: [UsageRecord], before: [UsageRecord], heads: [UInt32: Head], prices: Prices?,
        days: (now: Int, before: Int)
    ) {
        var lines: [Place: Line] = [:]
        for (records, sums) in [(records, \Line.used), (before, \Line.before)] {
            for record in records where record.usage != Usage() {
                guard let place = Self.place(record, dimension, heads) else { continue }
                var line = lines[place] ?? Line(name: place.name, owner: place.owner)
                line[keyPath: sums].add(record)
                lines[place] = line
            }
        }
        for key in lines.keys {
            guard var line = lines[key] else { continue }
            line.used.cost = Cost.of(line.used.usage, prices, daysInMonth: days.now)
            line.before.cost = Cost.of(line.before.usage, prices, daysInMonth: days.before)
            lines[key] = line
        }
        self.lines = lines.values.sorted { a, b in
            let worth = { (line: Line) in
                (line.used.cost?.micros ?? 0, line.used.usage.cpuMicros, line.used.usage.byteDays, line.used.usage.bytesRead)
            }
            return worth(a) == worth(b) ? (a.name ?? "~") < (b.name ?? "~") : worth(a) > worth(b)
        }
        total = Line(name: nil, owner: nil)
        for line in self.lines {
            total.used += line.used
            total.before += line.before
        }
        if prices != nil {
            total.used.cost = total.used.cost ?? MicroAmount(micros: 0)
            total.before.cost = total.before.cost ?? MicroAmount(micros: 0)
        }
    }

    /// Where a record belongs; nil: nowhere in such a table.
    private static func place(
        _ record: UsageRecord, _ dimension: Dimension, _ heads: [UInt32: Head]
    ) -> Place? {
        let head = record.datasetID.flatMap { heads[$0] }
        switch dimension {
        case .team: return Place(name: head?.owner)
        case .dataset: return Place(name: head?.name, owner: head?.owner)
        case .pipeline:
            guard record.kind == .run, let head, head.isPipeline else { return nil }
            return Place(name: head.name, owner: head.owner)
        case .account:
            guard record.kind == .query, let account = record.account else { return nil }
            return Place(name: account)
        }
    }

    private struct Place: Hashable {
        /// Nil: shared.
        var name: String?
        var owner: String?
    }
}

extension CostTable.Sums {
    fileprivate mutating func add(_ record: UsageRecord) {
        usage += record.usage
        switch record.kind {
        case .run: runs = runs.adding(record.usage.count)
        case .query: queries = queries.adding(record.usage.count)
        case .collect, .storage, .server: break
        }
    }

    fileprivate static func += (a: inout Self, b: Self) {
        a.usage += b.usage
        a.runs = a.runs.adding(b.runs)
        a.queries = a.queries.adding(b.queries)
        if let more = b.cost { a.cost = (a.cost ?? MicroAmount(micros: 0)) + more }
    }
}
