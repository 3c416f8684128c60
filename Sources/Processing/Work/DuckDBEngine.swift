import BasinCore

/// Runs an order's SELECT in a DuckDB of its own and copies the rows straight into Parquet.
package struct DuckDBEngine: Engine {
    package init() {}

    package func run(_ order: WorkOrder, cancellation: RunCancellation) throws -> Staged {
        guard case .sql(let sql) = order.work else {
            throw WorkFailure(.userError, "The run of \(order.dataset) is no SQL; give it to the engine for commands.")
        }
        if let gone = EngineFailure.missing(order.inputs) { throw gone }
        do {
            let writer = try StagedWriter(order)
            let sandbox = try RunSandbox(inputs: order.inputs, files: [writer.path], limits: order.limits)
            return try cancellation.watching(sandbox.connection) {
                let body = try sandbox.subquery(sql)
                // On lines of its own: the SQL may end in a comment.
                return Staged(files: [try writer.write(from: "(\n\(body)\n)", through: sandbox)])
            }
        } catch {
            throw EngineFailure.of(error, order, inputs: order.inputs)
        }
    }
}
