/// A statement with its values, ready to give rows.
package struct Portal: Sendable, Equatable {
    package var statement: Statement
    /// The prepared statement that it was made of.
    package var source: String
    package var parameters: [Parameter]
    /// How the result's columns are wanted, as the client said it.
    package var formats: Binding

    package init(
        _ statement: Statement, source: String = "", parameters: [Parameter] = [], formats: Binding = Binding()
    ) {
        self.statement = statement
        self.source = source
        self.parameters = parameters
        self.formats = formats
    }

    package func areBinary(_ columns: [ResultColumn]) -> [Bool] { columns.indices.map { formats.resultIsBinary($0) } }
}
