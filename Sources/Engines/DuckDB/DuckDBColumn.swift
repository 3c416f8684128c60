/// One column of a result.
package struct DuckDBColumn: Sendable {
    package var name: String
    package var type: DuckDBType
}
