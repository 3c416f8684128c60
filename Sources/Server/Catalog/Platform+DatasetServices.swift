import BasinAPI
import BasinCore
import BasinMetastore
import BasinProcessing
import BasinWire

/// What is asked about one dataset beside what it is.
extension Platform {
    var datasetServices: DatasetServices {
        DatasetServices(
            making: { try await self.making(of: $0, for: $1) },
            checks: { try await self.checkedRuns(of: $0, limit: $1, failing: $2, for: $3) },
            use: { try await self.use(of: $0, days: $1, for: $2) },
            access: { try await self.access(to: $0, for: $1) })
    }

    private func making(of name: String, for person: Principal) async throws -> DatasetMaking {
        try await read { snapshot in
            let dataset = try Self.madeDataset(named: name, in: snapshot), definition = dataset.definition
            // Nobody knows what SQL holds; who may ask with it may see it.
            let showsSQL = person.may(.query)
            var making = DatasetMaking(
                work: "sql", granularity: definition.granularity.rawValue, start: definition.start?.description,
                trigger: definition.trigger.kind.rawValue, cron: definition.trigger.cron, zone: definition.trigger.zone,
                inputs: dataset.inputs.map { DatasetInput($0) },
                checks: definition.checks.map { CheckDeclaration($0, showsSQL: showsSQL) },
                correctionDays: definition.corrections.rerunDays, retries: definition.retries, pool: definition.pool,
                definitionHash: dataset.hash)
            if let record = try snapshot.dataset(id: dataset.id) {
                making.pausedAt = record.pausedAt?.description
                making.pausedBy = record.pausedBy
            }
            switch definition.work {
            case .sql(let sql): making.sql = showsSQL ? sql : nil
            case .command(let words, _):
                making.work = "command"
                making.command = showsSQL ? words : []
            }
            return making
        }
    }

    private func checkedRuns(
        of name: String, limit: Int, failing: Set<String>, for person: Principal
    ) async throws -> [CheckedRun] {
        if !failing.isEmpty {
            let shown = try await read { [self] snapshot in
                let dataset = try Self.madeDataset(named: name, in: snapshot)
                let runs = try judgedRuns(of: dataset, limit: limit, for: person, snapshot)
                return try Self.tables(runs.compactMap(\.shown).reduce(namesShown(by: dataset)) { $0.union($1) }, snapshot)
            }
            try await requireFailingRows(of: shown, for: person)
        }
        return try await read { [self] snapshot in
            let dataset = try Self.madeDataset(named: name, in: snapshot)
            return try judgedRuns(of: dataset, limit: limit, for: person, snapshot).map { record, report, shown in
                let summary = try RunSummary(record, DatasetShape(dataset), report: report)
                return CheckedRun(
                    run: summary.id, partition: summary.partition, state: summary.state,
                    at: summary.endedAt ?? summary.startedAt ?? summary.createdAt,
                    checks: report.checks.map { CheckSummary($0, showsRows: shown != nil, of: failing) })
            }
        }
    }

    /// The runs of the last partitions that checks judged.
    /// - Returns: with each the names of the tables of which it may show rows; nil where the person may not read all of these.
    private func judgedRuns(
        of dataset: AppliedDataset, limit: Int, for person: Principal, _ snapshot: BasinMetastore.Snapshot
    ) throws -> [(record: RunRecord, report: RunReport, shown: Set<String>?)] {
        let now = namesShown(by: dataset)
        // Most are of one definition.
        var readable: [Set<String>: Bool] = [:]
        return try snapshot.runsOfLastPartitions(datasetID: dataset.id, limit: limit).compactMap { record in
            guard let report = try Self.lastReport(record, snapshot), !report.checks.isEmpty else { return nil }
            let names = now.union(try Self.namesShown(by: record, report))
            let mayRead = try readable[names] ?? mayReadWhole(Self.tables(names, snapshot), person, snapshot)
            readable[names] = mayRead
            return (record, report, mayRead ? names : nil)
        }
    }

    private static let mostReaders = 100

    private func use(of name: String, days: Int, for person: Principal) async throws -> DatasetUse {
        let now = clock.now(), today = Partition(.day, holding: clock.now()).index
        let range = today - days + 1..<today + 1
        return try await read { snapshot in
            let table = try Self.requireTable(name, snapshot)
            let readers = try snapshot.readers(of: table.id, days: range, limit: Self.mostReaders)
            return DatasetUse(
                days: days,
                reads: try snapshot.reads(of: table.id, days: range).map {
                    DatasetReads(day: Self.day($0.day), way: $0.way.rawValue, reads: $0.reads)
                },
                countedSince: try snapshot.readsCountedSince().map(Self.day), readers: readers.count,
                accounts: person.may(.audit)
                    ? readers.map {
                        DatasetReaderSummary(account: $0.account, queries: $0.queries, lastDay: Self.day($0.lastDay))
                    } : nil,
                joinedWith: try Self.joined(with: table.id, at: now, limit: 20, in: snapshot))
        }
    }

    private static func day(_ index: Int) -> String { Partition(.day, index: index).description }

    private func access(to name: String, for person: Principal) async throws -> DatasetAccess {
        let now = clock.now()
        return try await read { snapshot in
            let table = try Self.requireTable(name, snapshot)
            let good = try snapshot.grants(for: person, at: now)
            let reading = table.reading(of: person, good, at: now)
            // Asked once for each purpose, however many columns there are.
            let opened = Set(good.map(\.purpose)).sorted().map { purpose in
                (purpose: purpose, columns: table.reading(of: person, good, for: purpose, at: now)?.opened ?? [])
            }
            let seesAll = person.may(.govern) || person.may(.audit)
            let names = [table.id: table.name]
            let own = try snapshot.accessRequests(on: table.id, of: person.name, limit: 50)
            let open =
                person.may(.govern) || person.may(.audit) || person.teams.contains(table.owner)
                ? try snapshot.accessRequests(on: table.id, of: nil, limit: 50).filter { $0.account != person.name } : []
            var conditions: [String] = []
            if let reading, case .some(let some) = reading.rows { conditions = some }
            return DatasetAccess(
                rows: reading.map { $0.isWhole ? "all" : "some" } ?? "ask", restricted: table.access.isRestricted,
                rowTeams: Set(table.access.rows.flatMap(\.teams)).sorted(), conditions: conditions,
                sealed: table.columns.filter(\.isSealed).map { column in
                    SealedColumn(
                        name: column.name, classification: column.classification.rawValue,
                        purposes: column.purposes?.sorted(), opens: opened.filter { $0.columns.contains(column.name) }.map(\.purpose))
                },
                grants: try snapshot.grants(on: table.id, limit: 200).filter { seesAll || $0.isFor(person) }.map {
                    Self.summary($0, names, now)
                },
                requests: (open + own).map { Self.summary($0, [table.id: (table.name, table.owner)]) })
        }
    }
}

extension CheckSummary {
    /// - Parameter names: of the checks whose rows were asked for.
    init(_ result: CheckResult, showsRows: Bool, of names: Set<String>) {
        self.init(
            name: result.name, blocking: result.isBlocking, passed: result.passed, message: result.message,
            failingRows: Int(result.failingRows), samples: showsRows && names.contains(result.name) ? result.sampleRows : [],
            sampleCount: showsRows && !result.sampleRows.isEmpty ? result.sampleRows.count : nil)
    }
}

extension DatasetInput {
    fileprivate init(_ input: ResolvedInput) {
        let reads: String
        switch (input.window.isPrevious, input.window.lookbackSeconds, input.granularity) {
        case (true, _, _): reads = "its own partition before"
        case (_, _, .none): reads = "all of it"
        case (_, 0, _): reads = "of the same time"
        case (_, let seconds, _): reads = "of the same time and \(Self.words(seconds)) before it"
        }
        self.init(
            name: input.name, kind: input.isEvents ? "event" : "pipeline", granularity: input.granularity.rawValue, reads: reads)
    }

    private static func words(_ seconds: Int64) -> String {
        seconds % 86_400 == 0 ? "\(seconds / 86_400) d" : seconds % 3600 == 0 ? "\(seconds / 3600) h" : "\(seconds) s"
    }
}

extension CheckDeclaration {
    fileprivate init(_ check: Check, showsSQL: Bool) {
        var sql: String?
        if showsSQL, case .sql(let text) = check.rule { sql = text }
        self.init(name: check.name, blocking: check.isBlocking, rule: check.rule.words, sql: sql)
    }
}

extension Check.Rule {
    /// What must be so.
    var words: String {
        switch self {
        case .rowCount(let min?, let max?): "It has \(min) to \(max.counted("row"))."
        case .rowCount(let min?, nil): "It has \(min.counted("row")) or more."
        case .rowCount(nil, let max?): "It has \(max.counted("row")) at most."
        case .rowCount(nil, nil): "It may have any number of rows."
        case .notNull(let column): "\(column) is never null."
        case .unique(let columns): "No two rows have the same \(columns.joined(separator: ", "))."
        case .acceptedValues(let column, let values):
            "\(column) is one of \(values.prefix(10).joined(separator: ", "))\(values.count > 10 ? " and \(values.count - 10) more" : "")."
        case .range(let column, let min?, let max?): "\(column) is between \(min) and \(max)."
        case .range(let column, let min?, nil): "\(column) is \(min) or more."
        case .range(let column, nil, let max?): "\(column) is \(max) or less."
        case .range(let column, nil, nil): "\(column) may be anything."
        case .foreignKey(let column, let dataset, let key): "Each \(column) is a \(key) of \(dataset)."
        case .freshness(let column, let seconds): "The latest \(column) is at most \(seconds) s before the partition ends."
        case .sql: "A query of its own finds no wrong row."
        }
    }
}
