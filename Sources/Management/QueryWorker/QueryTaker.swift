package import BasinEngines

/// Takes what a query gives, on the thread that runs it or waits for it. What it throws stops the query and comes out.
package struct QueryTaker {
    /// Of `QueryOutput.rows`: its columns, once, before any bytes.
    package var columns: ([QueryShape.Column]) throws -> Void
    package var bytes: ([UInt8]) throws -> Void
    /// Processor time that another process took for it, at its end, however it ends. Not called where it ran in this one.
    package var processorMicros: (Int64) -> Void

    package init(
        columns: @escaping ([QueryShape.Column]) throws -> Void = { _ in }, processorMicros: @escaping (Int64) -> Void = { _ in },
        bytes: @escaping ([UInt8]) throws -> Void
    ) {
        self.columns = columns
        self.bytes = bytes
        self.processorMicros = processorMicros
    }
}
