/// What a session is told about itself, in `ParameterStatus` and by SHOW. A client cannot change it: SET is answered
/// without effect.
package enum Settings {
    package static func serverVersion(_ basin: String) -> String { "15.0 (Basin \(basin))" }

    /// Said when a session begins.
    package static func reported(_ basin: String, user: String) -> [(name: String, value: String)] {
        [
            ("server_version", serverVersion(basin)), ("server_encoding", "UTF8"), ("client_encoding", "UTF8"),
            ("DateStyle", "ISO, MDY"), ("IntervalStyle", "postgres"), ("TimeZone", "UTC"), ("integer_datetimes", "on"),
            ("standard_conforming_strings", "on"), ("is_superuser", "off"), ("session_authorization", user),
            ("in_hot_standby", "off"), ("default_transaction_read_only", "off"),
        ]
    }

    /// Everything that SHOW and `pg_settings` know, by its name in small letters.
    package static func all(_ basin: String) -> [(name: String, value: String)] {
        reported(basin, user: "").filter { $0.name != "session_authorization" }.map { ($0.name.lowercased(), $0.value) }
            + [
                ("server_version_num", "150000"), ("transaction_isolation", "read committed"),
                ("default_transaction_isolation", "read committed"), ("transaction_read_only", "on"),
                ("search_path", "public"),
                ("max_identifier_length", "63"), ("extra_float_digits", "1"), ("bytea_output", "hex"),
                ("lc_collate", "C"),
                ("lc_ctype", "C"), ("lc_monetary", "C"), ("statement_timeout", "0"), ("application_name", ""),
                ("max_index_keys", "32"),
                ("client_min_messages", "notice"), ("row_security", "on"), ("block_size", "8192"), ("ssl", "on"),
            ]
    }

    /// - Throws: `PostgresError` for a setting that is not known.
    package static func value(of name: String, _ basin: String) throws -> String {
        guard let found = all(basin).first(where: { $0.name == name.lowercased() }) else {
            throw PostgresError("42704", "The setting \(name.prefix(63).debugDescription) is not known.")
        }
        return found.value
    }
}
