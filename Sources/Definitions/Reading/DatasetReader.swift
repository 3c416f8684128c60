import BasinCore
import Yams

/// Reads the file of one dataset.
struct DatasetReader {
    var file: DefinitionFile
    let name: String
    /// What is in the `.sql` file beside it; nil where there is none.
    let sql: String?
    /// As written, for the checks that need the other files.
    private(set) var owner: (value: String, place: Place?)?
    private(set) var renamedFrom: (value: String, place: Place?)?
    private(set) var pool: (value: String, place: Place?)?
    private(set) var references: [NamedReference] = []
    /// Terms of columns, by name.
    var columnTerms: [String: String] = [:]
    var lines: [String: Int] = [:]

    static let keys = [
        "owner", "description", "tier", "retention", "partition", "start", "inputs", "trigger", "corrections", "checks",
        "columns", "command", "retries", "timeout", "memory", "threads", "pool", "renamed_from", "access", "rows", "deprecated",
    ] + DefinitionFile.documentationKeys

    init(file: DefinitionFile, name: String, sql: String?) {
        self.file = file
        self.name = name
        self.sql = sql
    }

    /// The definition as far as it could be read; meaningless when the file has problems.
    mutating func read(_ root: Node) -> DatasetDefinition? {
        let shape = "write the keys owner, description and partition, each on a line"
        guard let keys = file.entries(of: root, "the dataset", remedy: shape, allowed: Self.keys) else { return nil }
        for (key, entry) in keys { lines[key] = entry.place?.line }
        var dataset = Dataset(
            name: name, owner: "", description: "", granularity: .none, start: nil, work: .sql(sql ?? ""))
        readPeople(keys, root.place, &dataset)
        let granularity = readPartition(keys, root.place, &dataset)
        if let entry = keys["inputs"] { dataset.inputs = readInputs(entry, granularity) }
        if let entry = keys["trigger"] { dataset.trigger = readTrigger(entry) }
        if let entry = keys["corrections"] { dataset.corrections = readCorrections(entry) }
        if let entry = keys["checks"] { dataset.checks = readChecks(entry) }
        readWork(keys, root.place, &dataset)
        dataset.documentation.columnTerms = columnTerms
        readLimits(keys, &dataset)
        return DatasetDefinition(
            dataset: dataset, file: file.path, sqlFile: keys["command"] == nil ? "datasets/\(name).sql" : nil,
            lines: lines)
    }

    private mutating func readPeople(_ keys: [String: Entry], _ place: Place?, _ dataset: inout Dataset) {
        dataset.declaredAccess = file.access(keys)
        dataset.documentation = file.documentation(keys, &references)
        if let entry = keys["deprecated"] {
            dataset.deprecation = file.deprecationOfWhole(entry, "the dataset", of: name, &references)
        }
        if let entry = keys["owner"] {
            dataset.owner = file.text(entry, "the owner", remedy: "name a team of teams.yaml") ?? ""
            if !dataset.owner.isEmpty { owner = (dataset.owner, entry.place) }
        } else {
            file.report(place, "the dataset has no owner", "add `owner`: a team of teams.yaml")
        }
        if let entry = keys["description"] {
            dataset.description =
                file.text(entry, "the description", remedy: "say in a sentence what a row of it is") ?? ""
        } else {
            file.report(place, "the dataset has no description", "add `description`: what a row of it is")
        }
        if let entry = keys["tier"] { dataset.tier = file.word(entry, "the tier", as: Tier.self) ?? .normal }
        if let entry = keys["retention"] { dataset.retentionDays = file.retention(entry) }
        if let entry = keys["renamed_from"], let former = file.formerName(entry, of: name) {
            dataset.renamedFrom = former
            renamedFrom = (former, entry.place)
        }
    }

    mutating func add(_ more: [NamedReference]) { references += more }

    mutating func term(_ entry: Entry, _ what: String) -> String? { file.term(entry, what, &references) }

    /// The granularity; nil when it was reported.
    private mutating func readPartition(
        _ keys: [String: Entry], _ place: Place?, _ dataset: inout Dataset
    ) -> Granularity? {
        guard let entry = keys["partition"] else {
            file.report(
                place, "the dataset does not say how it is cut", "add `partition`: hour, day, week, month or none")
            return nil
        }
        guard let granularity = file.word(entry, "the partition", as: Granularity.self) else { return nil }
        dataset.granularity = granularity
        switch (granularity, keys["start"]) {
        case (.none, let start?):
            file.report(start.place, "the dataset has no partitions and a start", "remove `start`")
        case (.none, nil): break
        case (_, let start?): dataset.start = readStart(start, granularity)
        case (_, nil):
            file.report(
                entry.place, "the dataset has no start",
                "add `start`: the day of the first partition that is expected, as `2018-11-01`")
        }
        return granularity
    }

    private mutating func readStart(_ entry: Entry, _ granularity: Granularity) -> Timestamp? {
        guard case .scalar(let scalar) = entry.value, let moment = Self.moment(scalar.string) else {
            file.report(
                entry.value.place, "the start is no day and no moment\(file.shown(entry.value))",
                "write `2018-11-01` or `2018-11-01T06:00:00Z`")
            return nil
        }
        // Partitions are counted from 1970; a start ages off is a slip of the pen that would cost millions of them.
        let bounds = Timestamp(microseconds: 0)...Timestamp(microseconds: 7_258_118_400_000_000)
        guard bounds.contains(moment) else {
            file.report(
                entry.value.place, "the start is not between the years 1970 and 2200", "write the first day with data")
            return nil
        }
        let partition = Partition(granularity, holding: moment)
        guard partition.start == moment else {
            let week = granularity == .week ? " (a Monday)" : ""
            file.report(
                entry.value.place, "the start \(quoted(scalar.string)) is inside a \(granularity.rawValue)",
                "begin with one\(week): \(partition.start) or \(partition.end)")
            return nil
        }
        return moment
    }

    static func moment(_ text: String) -> Timestamp? {
        if let date = CivilDate(iso8601: text) {
            return Timestamp(microseconds: Int64(date.daysSinceEpoch) * 86_400_000_000)
        }
        return Timestamp(rfc3339: text)
    }

    private mutating func readLimits(_ keys: [String: Entry], _ dataset: inout Dataset) {
        let limits = dataset.limits
        if let entry = keys["retries"] {
            dataset.retries = file.count(entry, "`retries`", in: 0...100) ?? dataset.retries
        }
        if let entry = keys["timeout"] {
            dataset.limits.seconds = file.duration(entry, "the timeout", in: 1...30 * 86_400) ?? limits.seconds
        }
        if let entry = keys["memory"] {
            dataset.limits.memoryBytes =
                file.bytes(entry, "the memory", in: 64_000_000...4_000_000_000_000) ?? limits.memoryBytes
        }
        if let entry = keys["threads"] {
            dataset.limits.threads = file.count(entry, "`threads`", in: 1...256) ?? limits.threads
        }
        if let entry = keys["pool"], let name = file.name(entry, "the pool") {
            dataset.pool = name
            pool = (name, entry.place)
        }
    }
}
