import BasinCore

extension AllowedFunctions {
    /// Allowed in a question, not in a pipeline: their answer depends on the clock or on chance.
    package static let unrepeatable: Set<String> = [
        "ago", "current_date", "current_localtime", "current_localtimestamp", "gen_random_uuid", "get_current_time",
        "get_current_timestamp", "now", "random", "reservoir_quantile", "today", "transaction_timestamp", "uuid",
        "uuidv4",
        "uuidv7",
    ]

    /// Names without parentheses that DuckDB takes for a look at the clock when no column is called so.
    static let clockWords: Set<String> = [
        "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp",
    ]

    /// Windows that mean nothing, or something else each time, without an order.
    static let orderedWindows: Set<String> = [
        "fill", "first_value", "lag", "last_value", "lead", "nth_value", "ntile", "row_number",
    ]

    static func unrepeatable(_ name: String) -> BasinError {
        BasinError(
            .query,
            "\(name) would give another answer when the partition is made again; use $partition_start, "
                + "$partition_end or a column."
        )
    }

    static func unordered(_ what: String) -> BasinError {
        BasinError(
            .query, "\(what) without ORDER BY may take other rows when the partition is made again; add an ORDER BY.")
    }
}
