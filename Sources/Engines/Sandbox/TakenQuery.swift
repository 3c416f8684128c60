/// SQL that a sandbox has taken in, and that may now run.
///
/// Not Sendable: stays with the thread that runs the query.
package struct TakenQuery {
    /// Stands behind FROM.
    package let source: String
    package let columns: [DuckDBColumn]
    /// Are bound to every statement that holds `source`.
    package let arguments: ArgumentValues?
}
