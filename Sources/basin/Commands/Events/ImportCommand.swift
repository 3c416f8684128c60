import ArgumentParser
import BasinClient
import BasinCore
import BasinWire

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring in existing records from files: NDJSON, CSV or Parquet, also gzipped.",
        discussion: "Importing a file twice adds nothing. --from and --to say for which range the files together are "
            + "complete: those hours are sealed, empty ones too.")

    @Argument(help: "The files.")
    var files: [String]

    @Option(help: "The event type that the records become.")
    var type: String

    @Option(help: "The record's field with its time: RFC 3339 or epoch milliseconds.")
    var timeField: String

    @Option(help: "A renamed field, EVENT_FIELD=RECORD_FIELD; once for each.")
    var map: [String] = []

    @Option(help: "A file of renamed fields: a line `event_field: record_field` for each.")
    var mapping: String?

    @Option(help: "First hour or day for which the files are complete, e.g. 2018-11-01.")
    var from: String?

    @Option(help: "End of that range, not included.")
    var to: String?

    @Flag(help: "Replace what the target hours hold, e.g. after a wrong mapping.")
    var replace = false

    @Option(help: "Why sealed hours change; recorded with their new revisions.")
    var reason: String?

    @Option(help: "CloudEvents source of the records. (default: import)")
    var source: String?

    @Option(help: "The record's field that identifies it. (default: the whole record)")
    var idField: String?

    @Option(help: "What the files are: ndjson, csv, parquet or cloudevents. (default: by their names)")
    var inputFormat: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard (from == nil) == (to == nil) else { throw ValidationError("Give --from and --to together.") }
        for item in map where FieldMapping.pair(item, separator: "=") == nil {
            throw ValidationError("--map wants EVENT_FIELD=RECORD_FIELD.")
        }
    }

    func run() async throws {
        var fields = try mapping.map { try FieldMapping.read(file: $0) } ?? [:]
        var mayLack = Set(fields.values)
        for item in map {
            guard let (field, record) = FieldMapping.pair(item, separator: "=") else { continue }
            fields[field] = record
            mayLack.remove(record)
        }
        let parts = try ImportPart.parts(files: files, format: inputFormat)
        guard parts.count == 1 || !replace else {
            throw BasinError(
                .invalid,
                "With --replace each of several CSV or Parquet files would replace the one before; import one "
                    + "file, or NDJSON files.")
        }
        let (summary, notes) = try await connection.withClient { [fields, mayLack] client in
            try await send(parts, fields, mayLack: mayLack.sorted(), client)
        }
        try output.format.print(summary, as: .importing(summary))
        for note in notes.prefix(Self.mostNotes) { Terminal.printError(Terminal.printable(note)) }
        if !summary.unfilled.isEmpty, summary.delivered > 0 {
            Terminal.printError(
                Terminal.printable(
                    "basin: these files could not fill \(summary.unfilled.joined(separator: ", ")); the imported hours say so."
                ))
        }
        if summary.quarantined > 0 {
            Terminal.printError(
                "basin: \(Figures.grouped(summary.quarantined)) of \(Figures.count(summary.records, "record")) "
                    + summary.quarantined.word("was refused; it is", "were refused; they are")
                    + " in quarantine. The others are in.")
        }
    }

    private static let mostNotes = 10

    /// - Returns: what was done, and a line for each of the first refused records.
    private func send(
        _ parts: [ImportPart], _ fields: [String: String], mayLack: [String], _ client: APIClient
    ) async throws -> (ImportSummary, [String]) {
        let bar = ProgressBar(total: parts.reduce(0) { $0 + $1.byteCount })
        defer { bar.finish() }
        var total: ImportSummary?
        var notes: [String] = []
        for (index, part) in parts.enumerated() {
            // The range is complete when the last part is in.
            let isLast = index == parts.count - 1
            let request = ImportRequest(
                type: type, format: part.format, timeField: timeField, mapping: fields, mayLack: mayLack,
                from: isLast ? from : nil,
                to: isLast ? to : nil, replace: replace, reason: reason, source: source, idField: idField)
            let reader = FileReader(paths: part.paths, separatesLines: part.separatesLines)
            let summary: ImportSummary
            do {
                summary = try await client.importFile(request, length: part.separatesLines ? nil : part.byteCount) {
                    guard let chunk = try reader.next() else { return nil }
                    bar.add(chunk.count)
                    return chunk
                }
            } catch let error as BasinError where parts.count > 1 {
                let before = index == 0 ? "" : " The \(index) before it \(index.word("is", "are")) in."
                throw BasinError(error.code, "\(part.paths[0]): \(error.message)\(before)")
            }
            for refusal in summary.refusals.prefix(Self.mostNotes) {
                let place = refusal.line.map { reader.place(ofLine: $0) } ?? "record \(refusal.index + 1)"
                notes.append("\(place): \(refusal.code): \(refusal.message)")
            }
            total = total.map { $0 + summary } ?? summary
        }
        guard let total else { throw BasinError(.invalid, "There is no file to import; name one.") }
        return (total, notes)
    }
}

extension ImportSummary {
    /// Two parts of one import.
    static func + (first: ImportSummary, second: ImportSummary) -> ImportSummary {
        ImportSummary(
            records: first.records + second.records, delivered: first.delivered + second.delivered,
            duplicate: first.duplicate + second.duplicate, quarantined: first.quarantined + second.quarantined,
            replaced: first.replaced + second.replaced, hours: first.hours + second.hours,
            sealedHours: first.sealedHours + second.sealedHours, unfilled: unfilled(first, second),
            refusals: Array((first.refusals + second.refusals).prefix(100)), seconds: first.seconds + second.seconds)
    }
}

extension ImportSummary {
    /// What none of two parts had; a part without rows says nothing of that.
    private static func unfilled(_ first: ImportSummary, _ second: ImportSummary) -> [String] {
        if first.records == first.quarantined { return second.unfilled }
        if second.records == second.quarantined { return first.unfilled }
        return first.unfilled.filter(second.unfilled.contains)
    }
}

extension TextTable {
    static func importing(_ summary: ImportSummary) -> TextTable {
        let rate = Int(Double(summary.records) / max(0.001, summary.seconds))
        let counts = [
            summary.records, summary.delivered, summary.duplicate, summary.quarantined, summary.replaced, summary.hours,
            summary.sealedHours,
        ]
        return TextTable(
            [
                "RECORDS", "DELIVERED", "DUPLICATE", "QUARANTINED", "REPLACED", "HOURS", "SEALED", "SECONDS",
                "RECORDS/S",
            ], numeric: Set(0..<9),
            rows: [counts.map { String($0) } + [Figures.oneDecimal(summary.seconds), String(rate)]])
    }
}
