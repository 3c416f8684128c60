import BasinCore

/// What the standard has no word for, as custom properties: `basin.` and the key that a definition has for it, with the
/// value as the definition's file would say it.
enum ContractExtensions {
    static let prefix = "basin."

    /// Keys of a definition's file that go both ways as they are.
    static let eventKeys = [
        "tier", "unknown_fields", "compatibility", "limit", "quota", "access", "rows",
    ] + documentationKeys
    static let datasetKeys = [
        "tier", "partition", "start", "inputs", "trigger", "corrections", "retries", "timeout", "memory", "threads", "pool",
        "access", "rows",
    ] + documentationKeys
    private static let documentationKeys = ["deprecated", "support", "tags", "terms", "examples"]

    static func members(of dataset: CatalogedDataset) -> [WrittenJSON.Member] {
        var values: [(String, WrittenJSON?)] = [("kind", .string(dataset.kind)), ("tier", .string(dataset.tier.rawValue))]
        switch dataset.content {
        case .events(let type):
            let definition = type.definition
            values += [
                ("unknown_fields", definition.unknownFields == .drop ? nil : .string(definition.unknownFields.rawValue)),
                ("compatibility", definition.compatibility == .backward ? nil : .string(definition.compatibility.rawValue)),
                ("limit", .text(definition.limits?.rate?.description)),
                ("quota", .text(definition.limits?.quota.map { "\($0)/day" })),
            ]
        case .made(let made): values += members(of: made.definition)
        }
        values += members(of: dataset.documentation)
        values.append(("deprecated", dataset.deprecation.map(deprecation)))
        if let access = dataset.declaredAccess {
            values += [
                ("access", .string(access.isRestricted ? "restricted" : "open")),
                (
                    "rows",
                    .array(
                        access.rows.map {
                            .object([.init("teams", .strings($0.teams)), .init("where", .string($0.condition))])
                        })
                ),
            ]
        }
        return named(values)
    }

    private static func members(of documentation: Documentation) -> [(String, WrittenJSON?)] {
        [
            ("support", .text(documentation.support)),
            ("tags", .object(documentation.tags.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
            ("terms", .strings(documentation.terms)),
            (
                "examples",
                .array(
                    documentation.examples.map {
                        .object([.init("title", .string($0.title)), .init("sql", .string($0.sql))])
                    })
            ),
            ("page", .text(documentation.page)),
        ]
    }

    private static func deprecation(_ deprecation: Deprecation) -> WrittenJSON {
        guard deprecation.successor != nil || deprecation.until != nil else { return .string(deprecation.note) }
        return .sparse([
            ("note", .string(deprecation.note)), ("successor", .text(deprecation.successor)),
            ("until", .text(deprecation.until)),
        ])
    }

    private static func members(of dataset: Dataset) -> [(String, WrittenJSON?)] {
        let usual = RunLimits()
        let limits = dataset.limits
        var values: [(String, WrittenJSON?)] = [
            ("partition", .string(dataset.granularity.rawValue)), ("start", .text(dataset.start?.description)),
            (
                "inputs",
                .object(dataset.inputs.sorted { $0.key < $1.key }.map { .init($0.key, window($0.value)) })
            ),
            ("trigger", trigger(dataset.trigger)), ("corrections", corrections(dataset.corrections)),
            ("retries", dataset.retries == 3 ? nil : .integer(dataset.retries)),
            ("timeout", limits.seconds == usual.seconds ? nil : .string("\(limits.seconds)s")),
            ("memory", limits.memoryBytes == usual.memoryBytes ? nil : .string(bytes(limits.memoryBytes))),
            ("threads", limits.threads == usual.threads ? nil : .integer(limits.threads)), ("pool", .text(dataset.pool)),
            ("checks", .strings(dataset.checks.map(\.name))),
        ]
        switch dataset.work {
        case .sql(let sql): values.append(("sql", .string(sql)))
        // Arguments of programs may name files and secrets of the machine that they run on.
        case .command: values.append(("work", .string("command")))
        }
        return values
    }

    static func members(of field: Field) -> [WrittenJSON.Member] {
        let derivation = field.derivation
        return named([
            ("subject", .flag(field.isSubject)), ("alias", .flag(field.isAlias)),
            ("format", field.acceptsEpochMilliseconds ? .string("epoch_ms") : nil), ("purposes", .strings(field.purposes)),
            ("deprecated", .text(field.deprecation)), ("truncated", .flag(field.isTruncatedAddress)),
            ("enrich", .text(derivation?.value.enrichment.rawValue)),
            ("enrich_from", .strings(derivation?.sources ?? [])), ("declassified", .text(derivation?.declassified)),
        ])
    }

    static func members(of column: DatasetColumn, declared: ColumnDeclaration?) -> [WrittenJSON.Member] {
        let words = [
            declared?.description == nil ? nil : "description", declared?.type == nil ? nil : "type",
            declared?.classification == nil ? nil : "classification",
        ]
        return named([
            ("subject", .flag(column.isSubject)), ("declared", .strings(words.compactMap(\.self))),
            ("declassified", .text(declared?.declassified)),
        ])
    }

    private static func named(_ values: [(String, WrittenJSON?)]) -> [WrittenJSON.Member] {
        values.compactMap { name, value in
            switch value {
            case nil, .array([]), .object([]): nil
            case let value?: WrittenJSON.Member(prefix + name, value)
            }
        }
    }

    private static func window(_ window: InputWindow) -> WrittenJSON {
        .sparse([
            ("lookback", window.lookbackSeconds == 0 ? nil : .string("\(window.lookbackSeconds)s")),
            ("previous", .flag(window.isPrevious)),
        ])
    }

    private static func trigger(_ trigger: Trigger) -> WrittenJSON? {
        if trigger.kind == .manual { return .string("manual") }
        return .sparse([
            ("cron", .text(trigger.cron)), ("zone", .text(trigger.zone)),
            ("offset", trigger.offsetSeconds == 0 ? nil : .string("\(trigger.offsetSeconds)s")),
            ("missed", trigger.missed == .all ? nil : .string(trigger.missed.rawValue)),
            ("wait_for_data", trigger.kind == .time ? .bool(false) : nil),
        ])
    }

    private static func corrections(_ policy: CorrectionPolicy) -> WrittenJSON? {
        guard policy != CorrectionPolicy() else { return nil }
        guard let days = policy.rerunDays else { return .string("flag") }
        return .object([.init("rerun", .string("\(days)d")), .init("budget", .number(String(policy.dailyBudget)))])
    }

    private static func bytes(_ count: Int64) -> String {
        count % (1 << 20) == 0 ? "\(count >> 20)MiB" : "\(count / 1_000_000)MB"
    }
}
