import BasinAPI
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire

/// What data costs.
extension Platform {
    var costServices: CostServices {
        CostServices(
            cost: { try await self.cost(by: $0, month: $1, for: $2) }, unread: { try await self.unreadDatasets(days: $0) })
    }

    /// - Throws: `.invalid` for a month or a dimension that is none; `.forbidden` by account without leave to audit.
    private func cost(by text: String?, month: String?, for person: Principal) async throws -> CostAnswer {
        guard let by = CostTable.Dimension(rawValue: text ?? "team") else {
            let known = CostTable.Dimension.allCases.map(\.rawValue).joined(separator: ", ")
            throw BasinError(.invalid, "Costs are not known by \((text ?? "").prefix(40)); ask by one of \(known).")
        }
        if by == .account { try person.require(.audit) }
        let today = Partition(.month, holding: clock.now())
        guard let month = month.map({ Partition($0, .month) }) ?? today else {
            throw BasinError(.invalid, "The month is none; write it as 2026-11.")
        }
        try await BlockingThreads.shared.run { [self] in try saveUsage() }
        return try await read { snapshot in
            let prices = try snapshot.prices()
            let days = (now: Self.days(in: month), before: Self.days(in: month.previous))
            let used = try snapshot.usage(month: month.index), before = try snapshot.usage(month: month.previous.index)
            let table = CostTable(
                by: by, used, before: before, heads: try Self.costHeads(of: used + before, snapshot), prices: prices, days: days)
            func line(_ line: CostTable.Line) -> CostLine {
                CostLine(
                    name: line.name, owner: line.owner, used: Self.summary(line.used, days.now),
                    before: Self.summary(line.before, days.before))
            }
            return CostAnswer(
                by: by.rawValue, month: month.description, isOpen: month >= today, currency: prices?.currency,
                lines: table.lines.map(line), total: line(table.total))
        }
    }

    /// One dataset, with what it used this month.
    func datasetWithCost(named name: String) async throws -> DatasetDetail {
        var detail = try await dataset(named: name)
        let month = Partition(.month, holding: clock.now())
        let known = try await read { snapshot -> (CostTable, Prices?)? in
            guard let table = try Self.guardedTable(named: name, in: snapshot) else { return nil }
            let prices = try snapshot.prices(), days = Self.days(in: month)
            let isMade = try snapshot.dataset(id: table.id) != nil
            return (
                CostTable(
                    by: .dataset, try snapshot.usage(month: month.index, datasetID: table.id), before: [],
                    heads: [table.id: CostTable.Head(name: table.name, owner: table.owner, isPipeline: isMade)],
                    prices: prices, days: (days, days)), prices
            )
        }
        if let (table, prices) = known, let line = table.lines.first {
            detail.used = Self.summary(line.used, Self.days(in: month))
            detail.currency = prices?.currency
        }
        return detail
    }

    static func days(in month: Partition) -> Int {
        let microseconds = month.end.microseconds - month.start.microseconds
        return Int(microseconds / 86_400_000_000)
    }

    /// Removed ones included: what is stored of them costs. No definition is read for it: there may be very many.
    private static func costHeads(of records: [UsageRecord], _ snapshot: BasinMetastore.Snapshot) throws -> [UInt32: CostTable.Head] {
        try snapshot.datasetHeads(Array(Set(records.compactMap(\.datasetID)))).mapValues { head in
            CostTable.Head(name: head.name, owner: head.owner, isPipeline: head.kind == .dataset)
        }
    }

    private static func summary(_ sums: CostTable.Sums, _ days: Int) -> UsageSummary {
        let usage = sums.usage
        return UsageSummary(
            runs: Int(sums.runs), queries: Int(sums.queries), cpuMicroseconds: Int(usage.cpuMicros),
            bytesRead: Int(usage.bytesRead), bytesWritten: Int(usage.bytesWritten), byteDays: Int(usage.byteDays),
            gbMonths: MicroAmount(micros: Cost.microGBMonths(usage.byteDays, daysInMonth: days)).description,
            cost: sums.cost?.description)
    }
}
