package import BasinEngines

/// Runs queries in this process: for commands on a data folder and for tests, which have nobody else to protect.
package struct InProcessQueries: QueryExecutor {
    private let parser: QueryParser
    private let form: RowForm

    /// - Parameter form: of `QueryOutput.rows`.
    package init(parser: QueryParser = QueryParser(), form: RowForm) {
        self.parser = parser
        self.form = form
    }

    package func run(
        _ order: QueryOrder, openers: [UInt32: ValueOpener.Open], cancellation: QueryCancellation, _ taker: QueryTaker
    ) throws -> QueryOutcome {
        try OrderedQuery(order: order, parser: parser, form: form).run(
            openers: openers, cancellation: cancellation, columns: taker.columns, bytes: taker.bytes)
    }
}
