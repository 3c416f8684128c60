import BasinEngines
import Testing

@Suite("The list of functions is DuckDB's own")
struct AllowedFunctionsTests {
    @Test("every function on the list exists in this DuckDB and can be called by name")
    func allowedFunctionsExist() throws {
        let connection = try DuckDB().connect()
        var known: Set<String> = ["subject", "unnest"]
        try connection.query("SELECT DISTINCT lower(function_name) FROM duckdb_functions()").forEachChunk { chunk in
            for row in 0..<chunk.rowCount { if let name = chunk.string(column: 0, row: row) { known.insert(name) } }
        }
        var macros: Set<String> = []
        try connection.query("SELECT function_name FROM duckdb_functions() WHERE function_type IN ('macro', 'table_macro')")
            .forEachChunk { chunk in
                for row in 0..<chunk.rowCount { if let name = chunk.string(column: 0, row: row) { macros.insert(name) } }
            }
        // `histogram` is also a table macro, which FROM may not name.
        #expect(AllowedFunctions.expressions.intersection(macros).subtracting(AllowedFunctions.macros) == ["histogram"])
        #expect(AllowedFunctions.expressions.subtracting(known) == [])
        #expect(AllowedFunctions.windows.subtracting(known) == [])
        #expect(AllowedFunctions.tables.subtracting(known) == [])
    }

    @Test("every allowed function that DuckDB calls volatile is kept out of pipelines")
    func unrepeatable() throws {
        var changing: Set<String> = []
        try DuckDB().connect().query("SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE stability <> 'CONSISTENT'")
            .forEachChunk { chunk in
                for row in 0..<chunk.rowCount { if let name = chunk.string(column: 0, row: row) { changing.insert(name) } }
            }
        // error gives no value at all.
        #expect(changing.intersection(AllowedFunctions.expressions).subtracting(AllowedFunctions.unrepeatable) == ["error"])
        #expect(AllowedFunctions.unrepeatable.subtracting(AllowedFunctions.expressions) == [])
    }
}
