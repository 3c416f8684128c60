import BasinCore

/// What a check says about what it found.
enum CheckWords {
    /// - Parameter failing: rows that break the rule.
    static func rows(_ check: Check, failing: Int64, of total: Int64) -> String {
        let found =
            failing == 0
            ? "all \(total.counted("row is", "rows are")) so"
            : "\(failing) of \(total.counted("row")) \(failing.word("is", "are")) not so"
        return "\(wanted(check)); \(found)."
    }

    static func rowCount(min: Int?, max: Int?, found: Int64) -> String {
        let wanted =
            switch (min, max) {
            case (let min?, let max?): "between \(min) and \(max.counted("row"))"
            case (let min?, nil): "at least \(min.counted("row"))"
            case (nil, let max?): "at most \(max.counted("row"))"
            case (nil, nil): "any number of rows"
            }
        return "The partition should have \(wanted); it has \(found)."
    }

    static func freshness(_ column: String, seconds: Int64, end: Timestamp, latest: Timestamp?) -> String {
        let found = latest.map { "it is \($0)" } ?? "there is none"
        return "The latest \(column) should be at most \(seconds) s before \(end); \(found)."
    }

    private static func wanted(_ check: Check) -> String {
        switch check.rule {
        case .notNull(let column): "\(column) should have a value in every row"
        case .unique(let columns): "\(columns.joined(separator: ", ")) should be unique among rows"
        case .acceptedValues(let column, let values):
            "\(column) should be one of \(values.prefix(10).joined(separator: ", "))\(values.count > 10 ? ", …" : "")"
        case .range(let column, let min?, let max?): "\(column) should be between \(min) and \(max)"
        case .range(let column, let min?, nil): "\(column) should be at least \(min)"
        case .range(let column, nil, let max): "\(column) should be at most \(max ?? "anything")"
        case .foreignKey(let column, let dataset, let key): "\(column) should be found in \(key) of \(dataset)"
        case .sql: "The check's SQL should find no row"
        case .rowCount, .freshness: "The partition should be as declared"
        }
    }
}
