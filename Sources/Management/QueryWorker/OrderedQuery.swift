import BasinCore
import BasinEngines

/// One order on its way through parser, sandbox and writer, whatever process this is.
struct OrderedQuery {
    let order: QueryOrder
    let parser: QueryParser
    let form: RowForm

    func run(
        openers: [UInt32: ValueOpener.Open], cancellation: QueryCancellation, columns: @escaping ([QueryShape.Column]) throws -> Void,
        bytes: @escaping ([UInt8]) throws -> Void
    ) throws -> QueryOutcome {
        let checked = try parser.check(order.sql, datasets: order.tables.map(\.name))
        let tables = order.tables.map { table in
            var made = QueryTable(name: table.name, columns: table.columns, files: table.files, conditions: table.conditions)
            made.opener = table.opener.flatMap { number in openers[number].map { ValueOpener(number: number, texts: $0) } }
            return made
        }
        let runner = QueryRunner(directory: order.directory, limits: order.limits)
        switch order.output {
        case .file(let format, let rows):
            return .ran(
                try runner.run(
                    checked, order.arguments, tables: tables, pseudonym: { order.pseudonyms[$0] }, format: format, rows: rows,
                    cancellation: cancellation, emit: bytes))
        case .rows:
            return .ran(try rows(runner, checked, tables, cancellation, columns, bytes))
        case .shape(let types):
            return .described(
                try QueryRunner.describe(
                    checked, types: types, tables: tables, limits: order.limits, cancellation: cancellation))
        }
    }

    private func rows(
        _ runner: QueryRunner, _ checked: CheckedQuery, _ tables: [QueryTable], _ cancellation: QueryCancellation,
        _ columns: ([QueryShape.Column]) throws -> Void, _ bytes: @escaping ([UInt8]) throws -> Void
    ) throws -> QuerySummary {
        var writer: RowForm.Writer?
        let summary = try runner.run(
            checked, order.arguments, tables: tables, pseudonym: { order.pseudonyms[$0] }, cancellation: cancellation,
            cell: form.cell,
            begin: { found in
                try columns(found.map { QueryShape.Column(name: $0.name, type: $0.typeName) })
                writer = form.writer(found.count, bytes)
            }, take: { try writer?.append($0) })
        try writer?.finish()
        return summary
    }
}
