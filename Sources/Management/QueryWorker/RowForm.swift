package import BasinEngines

/// How a door writes rows. The process that runs a query has one, so that what it writes needs no second look.
package struct RowForm: Sendable {
    package typealias Put = ([UInt8]) throws -> Void

    /// What takes the rows of one result.
    package struct Writer {
        package var append: (DuckDBChunk) throws -> Void
        package var finish: () throws -> Void

        package init(append: @escaping (DuckDBChunk) throws -> Void, finish: @escaping () throws -> Void) {
            self.append = append
            self.finish = finish
        }
    }

    /// SQL that turns a column's value into text.
    package var cell: @Sendable (CellColumn) -> String
    /// Of so many columns; puts pieces of whole rows, each of `QueryFrame.mostRowBytes` at most.
    package var writer: @Sendable (_ columns: Int, _ put: @escaping Put) -> Writer

    package init(
        cell: @escaping @Sendable (CellColumn) -> String, writer: @escaping @Sendable (Int, @escaping Put) -> Writer
    ) {
        self.cell = cell
        self.writer = writer
    }
}
