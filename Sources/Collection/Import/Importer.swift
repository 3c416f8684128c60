import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore
import Foundation

/// One import under way: fed with the file's bytes, published at the end in one transaction, or not at all.
///
/// Records go through intake's validation and delivery's writer; files are staged where they will stay and are orphans
/// until the publication. Not Sendable in time: one piece after another. Blocks.
package final class Importer: @unchecked Sendable {  // The caller hands in one piece after another.
    /// Rows are written out when they take this much memory.
    private static let flushBytes = 64 << 20
    private static let mostRefusals = 100
    /// In so many records every field of a mapping should occur, whatever kind of file it was written for.
    private static let manyRecords = 100

    let plan: ImportPlan
    let delivery: Delivery
    private let connection: DuckDBConnection
    private let enricher: RowEnricher
    private let folder: String
    private let tableFolder: String
    private let reader: any ImportReader
    private var gzip: GzipStream?
    private var csv: CSVRecords?
    private var parquet: ParquetRecords?
    private var isFirst = true
    private var mark = ByteOrderMark()
    private var text: [UInt8] = []
    /// Whole lines that were taken before.
    private var lineCount = 0

    private var rows: [Hour: (bytes: [UInt8], count: Int)] = [:]
    private var bufferedBytes = 0
    private var index: IdentityIndex
    private var loaded: Set<Hour> = []
    var staged = StagedDelivery()
    private var refused: [IntakeBatch.Section] = []
    private var refusedBytes = 0
    private var recordCount = 0
    var outcome = ImportOutcome()
    var isCommitting = false
    /// The hour in whose ledger the refused records are.
    var refusedIn: Hour?

    package init(plan: ImportPlan, delivery: Delivery) throws {
        self.plan = plan
        self.delivery = delivery
        connection = try DuckDB(threads: 1).connect()
        enricher = RowEnricher(geo: delivery.geo)
        folder = delivery.paths.dataFolder + "/imports/" + UUID().uuidString.lowercased()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        tableFolder = try delivery.metastore.read { try $0.folder(typeID: plan.type.id) } ?? plan.type.name
        index = try IdentityIndex(folder: folder, runs: [])
        reader = try plan.format == .cloudevents ? CloudEventReader(plan) : RecordReader(importing: plan, keys: delivery.keys)
        switch plan.format {
        case .ndjson, .cloudevents: break
        case .csv: csv = CSVRecords(plan: plan)
        case .parquet: parquet = try ParquetRecords()
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Takes the next piece of the file, gzip or not.
    package func append(_ piece: [UInt8]) throws {
        if isFirst {
            isFirst = false
            if piece.starts(with: [0x1F, 0x8B]) { gzip = try GzipStream() }
        }
        guard let gzip else { return try appendPlain(piece) }
        var inflated: [UInt8] = []
        try gzip.inflate(piece, into: &inflated)
        try appendPlain(inflated)
    }

    private func appendPlain(_ piece: [UInt8]) throws {
        if let parquet { try parquet.append(piece) } else { try appendText(mark.strip(piece)) }
    }

    private func appendText(_ piece: [UInt8]) throws {
        if csv != nil { try csv?.convert(piece, into: &text) } else { text.append(contentsOf: piece) }
        guard text.count >= 1 << 20, let end = text.lastIndex(of: UInt8(ascii: "\n")) else {
            guard text.count <= 64 << 20 else { throw BasinError(.tooLarge, "The file has a line of more than 64 MiB.") }
            return
        }
        let whole = Array(text[...end])
        text.removeSubrange(...end)
        try take(whole)
    }

    /// Forgets everything; nothing was published.
    package func cancel() {
        // A commit that failed may still be found done after a restart; the next start clears what it does not know.
        if !isCommitting { FileDurability.remove(staged.paths) }
    }

    /// Writes what is left and publishes all of it.
    /// - Throws: `.conflict` when live delivery took one of the same events meanwhile. Then nothing was published.
    package func finish() async throws -> ImportOutcome {
        do {
            try await BlockingThreads.shared.run { [self] in try finishReading() }
            return try await delivery.work.run { [self] in try publish() }
        } catch {
            cancel()
            throw error
        }
    }

    private func finishReading() throws {
        try gzip?.finish()
        if let parquet { try parquet.forEachChunk { try take($0) } }
        try appendText(mark.finish())
        try csv?.finish(into: &text)
        if !text.isEmpty { try take(text) }
        text = []
        try refuseWrongFile()
        outcome.unfilled = reader.unfilledFields
        try writeOut()
        try writeRefused()
    }

    /// A file of which nothing fits was described wrongly, or is another one. It must not seal hours as empty.
    private func refuseWrongFile() throws {
        guard outcome.counts.received > 0 else { return }
        let columns = csv?.columns ?? []
        let mayLack = outcome.counts.received < Self.manyRecords ? Set(plan.namedFields).subtracting(plan.neededFields) : []
        if let field = reader.unseenFields.first(where: { !mayLack.contains($0) && !columns.contains($0) }) {
            throw plan.missing(field, "Of the file's \(outcome.counts.received.counted("record")) none has a field")
        }
        guard outcome.counts.quarantined == outcome.counts.received, let first = outcome.refusals.first else { return }
        throw BasinError(
            .invalid,
            "None of the file's \(outcome.counts.received.counted("record")) fits \(plan.type.name), so nothing was imported. Line "
                + "\(first.line): \(first.message) Correct the file or the mapping, and import it again.")
    }

    private func take(_ lines: [UInt8]) throws {
        let notes = csv?.takeNotes()
        let batch = try lines.withUnsafeBytes {
            try reader.read($0, firstRecord: recordCount, failures: notes?.failures ?? [:])
        }
        note(batch.refusals.prefix(max(0, Self.mostRefusals - outcome.refusals.count)), lines, notes?.lines)
        recordCount += batch.recordCount
        outcome.counts.received += batch.recordCount
        outcome.counts.quarantined += batch.refusals.count
        if let section = batch.quarantine {
            refused.append(section)
            refusedBytes += section.bytes.count
            if refusedBytes >= Self.flushBytes { try writeRefused() }
        }
        for (number, time) in batch.times.enumerated() {
            let row = batch.bytes[batch.offsets[number]..<batch.offsets[number + 1]]
            let hour = Hour(Timestamp(microseconds: time))
            if plan.replaces, let range = plan.range, !range.contains(hour) {
                throw BasinError(
                    .invalid, "The file has a record of hour \(hour), outside of --from and --to; a replacement must stay inside. Nothing was changed.")
            }
            rows[hour, default: ([], 0)].bytes.append(contentsOf: row)
            rows[hour]?.count += 1
            bufferedBytes += row.count
        }
        if bufferedBytes >= Self.flushBytes { try writeOut() }
    }

    /// Keeps refusals to be told, with the lines of the file where their records begin.
    /// - Parameter places: those lines for each of the records, when they are not those of the text.
    private func note(_ refusals: ArraySlice<IntakeBatch.Refusal>, _ text: [UInt8], _ places: [Int]?) {
        defer { if places == nil { lineCount += text.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 } } }
        guard let last = refusals.last?.index else { return }
        let numbers = places ?? text.withUnsafeBufferPointer { bytes in
            var lines = LineIterator(bytes)
            var numbers: [Int] = []
            while recordCount + numbers.count <= last, lines.next() != nil { numbers.append(lineCount + lines.number) }
            return numbers
        }
        for refusal in refusals {
            let record = refusal.index - recordCount
            outcome.refusals.append(
                RefusedRecord(
                    index: refusal.index, line: numbers.indices.contains(record) ? numbers[record] : refusal.index + 1,
                    code: refusal.code, field: refusal.field, message: refusal.message))
        }
    }

    private func writeRefused() throws {
        guard !refused.isEmpty else { return }
        let now = delivery.clock.now()
        let hour = Hour(now)
        let arena = try RowArena(refused.map { ($0, now, UInt64.random(in: .min ... .max)) })
        defer { withExtendedLifetime(arena) {} }
        refused = []
        refusedBytes = 0
        let path = try delivery.paths.newQuarantineFile(typeID: plan.type.id, hour: hour)
        staged.paths.append(path)
        let written = try QuarantineFileWriter(connection: connection, keys: delivery.keys, typeID: plan.type.id, hour: hour)
            .write(arena.rows, to: path)
        staged.files.append(
            FileRecord(
                typeID: plan.type.id, hour: hour, kind: .quarantine, path: path, schemaVersion: 0, rows: written,
                bytes: try FileDurability.sync(path)))
    }

    // MARK: Writing

    private func writeOut() throws {
        guard let first = rows.keys.min(), let last = rows.keys.max() else { return }
        try loadIdentities(around: first...last)
        let schema = plan.type.schema
        for hour in rows.keys.sorted() {
            guard let (bytes, count) = rows[hour] else { continue }
            let section = IntakeBatch.Section(
                kind: .events, typeID: plan.type.id, schemaVersion: UInt32(schema.version), rowCount: count, bytes: bytes)
            // Time of receipt is the record's own: the event time that every imported row carries.
            let arena = try RowArena([(section, hour.start, 0)])
            defer { withExtendedLifetime(arena) {} }
            let encoded = arena.rows.map { row in
                var row = row
                let isSent = plan.format == .cloudevents && row.sentTime != RowFormat.absent
                row.received = Timestamp(microseconds: isSent ? row.sentTime : row.eventTime)
                return row
            }
            let hashes = encoded.map(\.identityHash)
            let novel = index.novel(hashes)
            let accepted = zip(hashes, novel).filter(\.1).map(\.0)
            var counts = LedgerCounts(received: count, delivered: accepted.count, duplicate: count - accepted.count)
            outcome.counts.delivered += accepted.count
            outcome.counts.duplicate += count - accepted.count
            if !accepted.isEmpty {
                let enriched = try enricher.enrich(encoded, where: novel, schema: schema)
                defer { withExtendedLifetime(enriched) {} }
                let path = try delivery.paths.newEventFile(
                    table: tableFolder, hour: hour, schemaVersion: schema.version)
                staged.paths.append(path)
                let written = try EventFileWriter(
                    connection: connection, keys: delivery.keys, typeID: plan.type.id, schema: schema, hour: hour
                ).write(enriched?.rows ?? encoded, where: novel, to: path)
                staged.files.append(
                    FileRecord(
                        typeID: plan.type.id, hour: hour, kind: .events, path: path, schemaVersion: schema.version,
                        rows: written, bytes: try FileDurability.sync(path, withName: false)))
                if let run = try index.prepareRun(accepted, hours: hour...hour) {
                    index.commit(run)
                }
            }
            counts = (staged.counts[hour] ?? LedgerCounts()) + counts
            staged.counts[hour] = counts
        }
        while let names = index.nextMerge() {
            index.commit(try index.merge(names), replacing: names)
            try index.delete(names)
        }
        for folder in Set(staged.files.map { FileDurability.folder(of: $0.path) }) { try syncFolder(folder) }
        rows = [:]
        bufferedBytes = 0
    }

    /// Reads the identities of the target partitions, and of those near enough to hold the same events, out of their
    /// files: exact, whatever the wall clock says.
    private func loadIdentities(around hours: ClosedRange<Hour>) throws {
        let reach = IdentityIndex.lookBackDays * 24
        let range = Hour(index: hours.lowerBound.index - reach)..<Hour(index: hours.upperBound.index + reach + 1)
        let files = try delivery.metastore.read { try $0.files(typeID: plan.type.id, in: range) }
            .filter { !loaded.contains($0.hour) && !(plan.replaces && plan.range?.contains($0.hour) == true) }
        for (hour, files) in Dictionary(grouping: files, by: \.hour).sorted(by: { $0.key < $1.key }) {
            let hashes = try identities(inFiles: files.map(\.path))
            loaded.insert(hour)
            if let run = try index.prepareRun(hashes, hours: hour...hour) { index.commit(run) }
        }
    }

    func identities(inFiles paths: [String]) throws -> [IdentityHash] {
        guard !paths.isEmpty else { return [] }
        guard paths.allSatisfy({ FileManager.default.fileExists(atPath: $0) }) else {
            throw BasinError(
                .damaged,
                "A file of the dataset \(plan.type.name) is missing in the warehouse, so it is not known what it held already. Nothing was imported; restore the file from a backup.")
        }
        var hashes: [IdentityHash] = []
        let list = paths.map(\.sqlLiteral).joined(separator: ", ")
        try connection.stream("SELECT _source, _event_id FROM read_parquet([\(list)])", errorCode: .damaged) { chunk in
            for row in 0..<chunk.rowCount {
                guard let source = chunk.bytes(column: 0, row: row), let id = chunk.bytes(column: 1, row: row) else { continue }
                hashes.append(IdentityHash(source: source, id: id))
            }
        }
        return hashes
    }
}
