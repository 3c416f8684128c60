extension AuditLog {
    /// Whether that record is there, as it was. Blocks.
    package func holds(_ head: AuditHead) throws -> Bool {
        guard let file = try files.all().last(where: { $0.first <= head.number }) else { return false }
        let index = head.number - file.first
        let lines = try files.lines(file).lines
        return index < lines.count && AuditRecord(line: lines[index])?.mac == head.mac
    }

    /// The latest first, however far back they are. Blocks.
    package func records(_ filter: AuditFilter = AuditFilter(), limit: Int) throws -> [AuditRecord] {
        try search(filter, limit: limit, lookingAt: .max, reading: .max).records
    }

    /// Looks at so many records at most, and reads so many of them, so that what is rare, or not there at all, costs no
    /// more than what is not. Blocks.
    /// - Parameter limit: of what is found.
    package func search(
        _ filter: AuditFilter, limit: Int, lookingAt most: Int = 50_000, reading mostRead: Int = 5000
    ) throws -> AuditSearchResult {
        var found = AuditSearchResult(), looked = 0, read = 0
        var oldest: ArraySlice<UInt8> = []
        // What the last line says of itself: the log may grow meanwhile.
        var end: Int?
        search: for file in try files.all().reversed() {
            // Where a line stands is its number, but in a log that somebody changed; `verify` tells of that.
            let last = end
            end = file.first - 1
            guard file.first < filter.before ?? .max else { continue }
            let lines = try LinesFromEnd(path: file.path)
            var following = last.map { $0 + 1 }
            while let line = try lines.next() {
                let number = following.map { $0 - 1 } ?? AuditRecord(line: line)?.number ?? head.number
                following = number
                guard number < filter.before ?? .max else { continue }
                (looked, oldest) = (looked + 1, line)
                if filter.mayWant(line) {
                    read += 1
                    if let record = AuditRecord(line: line), filter.wants(record) { found.records.append(record) }
                }
                guard looked < most, read < mostRead, found.records.count < limit else {
                    found.next = number > 1 ? number : nil
                    break search
                }
            }
        }
        found.lookedBackTo = AuditRecord(line: oldest)?.at
        return found
    }

    /// Every line in order, for an export. Blocks.
    package func export(_ emit: ([UInt8]) throws -> Void) throws {
        for file in try files.all() {
            for line in try files.lines(file).lines { try emit(Array(line) + [UInt8(ascii: "\n")]) }
        }
    }

    /// Reads everything and says what is not as it was written. Blocks.
    /// - Parameters:
    ///   - anchors: what was noted of it, here or elsewhere.
    package func verify(_ anchors: [AuditHead]) throws -> AuditVerdict {
        var verdict = AuditVerdict(records: 0, head: nil, problems: [])
        var previous = AuditRecord.noMAC, number = 0
        var noted = Dictionary(grouping: anchors, by: \.number)
        let head = head
        for file in try files.all() where number < head.number {
            if file.first != number + 1 {
                verdict.problems.append("Records \(number + 1) to \(file.first - 1) are missing.")
                number = file.first - 1
            }
            for line in try files.lines(file).lines where number < head.number {
                number += 1
                verdict.records += 1
                guard let record = AuditRecord(line: line) else {
                    verdict.problems.append("Record \(number) cannot be read.")
                    continue
                }
                if record.number != number {
                    verdict.problems.append("In place of record \(number) stands record \(record.number).")
                    number = record.number
                }
                if !AuditRecord.follows(line, previous, hash) {
                    verdict.problems.append("Record \(number) was changed, or does not follow the record before it.")
                }
                if let heads = noted.removeValue(forKey: number), heads.contains(where: { $0.mac != record.mac }) {
                    verdict.problems.append("Record \(number) is not the one that was noted.")
                }
                previous = record.mac
                verdict.head = AuditHead(number: number, mac: record.mac)
                if verdict.problems.count >= Self.mostProblems { return verdict }
            }
        }
        if let missing = noted.keys.max() {
            verdict.problems.append("Records up to \(missing) were written, and the log ends with \(number).")
        }
        return verdict
    }

    private static let mostProblems = 100
}
