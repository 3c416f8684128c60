import BasinCore
import BasinEngines

/// Three datasets that the tests' pipelines read, and short notations for what comes out.
enum PipelineWorld {
    static let pipelines = PipelineSQL()

    private static let device = FieldType.structure([
        Field(name: "model", type: .string, classification: .none),
        Field(name: "width", type: .int64, classification: .none),
    ])

    static let plays = PipelineTable(
        name: "plays",
        columns: [
            column("_event_time", .timestamp), column("user_id", .string, .pseudonymous, isSubject: true),
            column("song", .string),
            column("seconds", .int64), column("price", .decimal(precision: 10, scale: 2)), column("device", device),
            column("tags", .list(element: .string, elementID: 0)),
            column("first_name", .string, .personal, isSealed: true),
        ])
    static let people = PipelineTable(
        name: "people",
        columns: [
            column("user_id", .string, .pseudonymous, isSubject: true), column("country", .string, .pseudonymous),
            column("age", .int32), column("first_name", .string, .personal, isSealed: true),
            column("illness", .string, .sensitive, isSealed: true),
        ])
    static let songs = PipelineTable(
        name: "songs", columns: [column("song", .string), column("artist", .string), column("year", .int32)])

    static let tables = Dictionary(uniqueKeysWithValues: [plays, people, songs].map { ($0.name, $0) })

    private static func column(
        _ name: String, _ type: FieldType, _ classification: Classification = .none, isSealed: Bool = false,
        isSubject: Bool = false
    ) -> DatasetColumn {
        DatasetColumn(
            name: name, type: type, id: 0, classification: classification, isSealed: isSealed, isSubject: isSubject)
    }

    static func analyse(_ sql: String, own: String? = nil) throws -> SQLAnalysis {
        try pipelines.analyse(sql, tables: tables, own: own)
    }

    /// `n = ~plays.seconds ?plays.song`: copied as it is, `~` derived, `?` indirect.
    static func lineage(_ sql: String, own: String? = nil) throws -> [String] {
        try analyse(sql, own: own).columns.map { column in
            let marks: [ColumnSource.Kind: String] = [.copied: "", .derived: "~", .indirect: "?"]
            let sources = column.sources.sorted {
                ($0.kind.order, $0.dataset, $0.column) < ($1.kind.order, $1.dataset, $1.column)
            }
            return ([column.name, "="] + sources.map { "\(marks[$0.kind] ?? "")\($0.dataset).\($0.column)" }).joined(
                separator: " ")
        }
    }

    static func dataset(_ name: String = "made", columns: [String: ColumnDeclaration] = [:]) -> Dataset {
        Dataset(
            name: name, owner: "team-growth", description: "Made.", granularity: .day,
            start: Timestamp(microseconds: 0), columns: columns,
            work: .sql(""))
    }
}

extension ColumnSource.Kind {
    fileprivate var order: Int { self == .copied ? 0 : self == .derived ? 1 : 2 }
}
