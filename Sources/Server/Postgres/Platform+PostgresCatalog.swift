import BasinCore
import BasinEngines
import BasinManagement
import BasinMetastore
import BasinPostgres
import Synchronization

/// Questions about PostgreSQL's catalog: answered of what the person may find.
extension Platform {
    func catalogRows(
        _ statement: Statement, _ parameters: [Parameter], _ client: PostgresClient, _ departure: Departure
    ) async throws -> PostgresRows {
        let content = try await catalogContent(for: client.person)
        let facts = BasinPostgres.CatalogFacts(user: client.person.name, process: client.process)
        let arguments = parameters.enumerated().map { SQLArgument(name: String($0 + 1), value: $1.text, type: $1.type) }
        let columns = ColumnsBox()
        let pieces = QueryPieces()
        departure.whenGone { pieces.abandon() }
        answeringCatalog.start { [postgresCatalog] in
            pieces.finish(
                Result {
                    let sql = try CatalogRewrite.sql(statement.sql, facts)
                    var writer = RowWriter(pieces.put)
                    try postgresCatalog.ask(sql, content, pieces.cancellation) { connection in
                        try connection.cells(
                            of: sql, arguments,
                            cell: { TypeText.catalogSQL($0.name.sqlIdentifier, duckDB: $0.typeName) },
                            begin: { columns.set($0.map(Self.catalogColumn)) },
                            take: { try writer.append($0, columns: columns.count) })
                    }
                    try writer.finish()
                })
        }
        let first = Mutex(try await pieces.next())
        return PostgresRows(columns: columns.value) {
            if let piece = first.withLock({ $0.take() }) { return piece }
            return try await pieces.next()
        }
    }

    func catalogShape(_ prepared: PreparedStatement, _ client: PostgresClient) async throws -> StatementShape {
        let content = try await catalogContent(for: client.person)
        let facts = BasinPostgres.CatalogFacts(user: client.person.name, process: client.process)
        return try await answeringCatalog.run { [postgresCatalog] in
            let sql = try CatalogRewrite.sql(prepared.statement.sql, facts)
            var shape = StatementShape(parameters: [], columns: [])
            try postgresCatalog.ask(sql, content, QueryCancellation()) { connection in
                let found = try connection.shape(of: sql)
                let byName = Dictionary(
                    found.parameters.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
                shape = StatementShape(
                    parameters: prepared.types.indices.map {
                        PostgresType(duckDB: byName[String($0 + 1)].flatMap(\.self) ?? "VARCHAR")
                    },
                    columns: found.columns.map {
                        ResultColumn(
                            name: CatalogRewrite.columnName($0.name), type: PostgresType(duckDB: $0.type, arrays: true))
                    })
            }
            return shape
        }
    }

    private static func catalogColumn(_ column: DuckDBColumn) -> ResultColumn {
        ResultColumn(
            name: CatalogRewrite.columnName(column.name), type: PostgresType(duckDB: column.typeName, arrays: true))
    }

    /// Event types and datasets that are not removed; none for who may not find any.
    private func catalogContent(for person: Principal) async throws -> CatalogContent {
        guard person.may(.find) else { return CatalogContent(tables: []) }
        return try await read { snapshot in
            let types = try snapshot.eventTypes().filter { !$0.isRemoved }.map { type in
                let comments = Dictionary(
                    type.schema.fields.compactMap { field in field.description.map { (field.id, $0) } },
                    uniquingKeysWith: { first, _ in first })
                let required = Set(type.schema.columns.lazy.filter(\.isRequired).map(\.id))
                return CatalogContent.Table(
                    id: type.id, name: type.name, owner: type.definition.owner, comment: type.definition.description,
                    columns: type.schema.queryColumns.map {
                        CatalogContent.Column($0, isRequired: required.contains($0.id), comment: comments[$0.id])
                    })
            }
            let datasets = try snapshot.datasets().map(\.dataset).filter { !$0.isRemoved }.map { dataset in
                let comments = Dictionary(
                    dataset.columns.compactMap { column in column.description.map { (column.id, $0) } },
                    uniquingKeysWith: { first, _ in first })
                return CatalogContent.Table(
                    id: dataset.id, name: dataset.name, owner: dataset.definition.owner,
                    comment: dataset.definition.description,
                    columns: Self.columns(of: dataset).map {
                        CatalogContent.Column($0, isRequired: false, comment: comments[$0.id])
                    })
            }
            return CatalogContent(tables: (types + datasets).sorted { $0.name < $1.name })
        }
    }
}

extension CatalogContent.Column {
    /// A sealed value is seen as text: the mask, or what it is.
    fileprivate init(_ column: QueryColumn, isRequired: Bool, comment: String?) {
        self.init(
            name: column.name, type: column.isSealed ? "VARCHAR" : column.type.duckDBName, isRequired: isRequired,
            comment: comment)
    }
}
