import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Hummingbird

/// Pages about SQL: the workspace, what one asked, saved queries.
enum WorkspacePages {
    static func routes(_ services: Services) -> [Route] {
        [show(services), run(services), export(services), history(services), saved(services)]
    }

    private static func show(_ services: Services) -> Route {
        .page(
            "/sql", .query, "The SQL workspace.",
            query: [
                QueryParameter(name: "sql", description: "A query to begin with.", type: .text(atMost: 10_000)),
                QueryParameter(name: "saved", description: "The name of a saved query to begin with."),
                QueryParameter(name: "asked", description: "The number of a query of your history to begin with.", type: .integer(1...Int.max)),
                QueryParameter(name: "purpose", description: "What personal values are opened for."),
                QueryParameter(name: "run", description: "Run it at once, unless it has a purpose.", type: .flag),
                QueryParameter(name: "x", description: "The column along the bottom of a chart."),
                QueryParameter(name: "y", description: "The column of its values."),
                QueryParameter(name: "kind", description: "bars or lines."),
            ], services
        ) { request in
            let query = request.door.query
            var asked = try await AskedInWorkspace(query.names, services) { try request.item($0) }
            if let number = try request.item("asked") { try await open(number, &asked, request, services) }
            // A purpose is the asker's own word, which the audit log keeps: no link says it for them.
            guard try request.item("run") != nil, !asked.sql.isEmpty, asked.purpose.isEmpty else {
                return WorkspacePage.page(asked.workspace, for: request.visitor)
            }
            return WorkspacePage.page(try await answered(asked, request, services), for: request.visitor)
        }
    }

    /// One of one's own, with the values that it was asked with.
    private static func open(_ text: String, _ asked: inout AskedInWorkspace, _ request: PageRequest, _ services: Services) async throws {
        guard let number = ParameterType.number(text), number > 0, number < .max,
            let query = try await services.queries.own(QueryHistoryFilter(before: number + 1, limit: 1), request.person).first,
            query.number == number, !query.masked
        else { throw BasinError(.notFound, "Your history of 90 days has no query of that number; /sql/history shows what is there.") }
        asked.sql = query.sql
        asked.purpose = query.purpose ?? ""
        for argument in query.arguments { asked.values[argument.name] = argument.value ?? "" }
    }

    private static func run(_ services: Services) -> Route {
        Route(
            method: .post, path: "/sql", access: .may(.query), changes: false, errors: .page, summary: "Run a query in the SQL workspace.",
            body: FormFields.description(["sql", "purpose", "saved", "rows", "x", "y", "kind"]),
            answer: AnswerDescription(description: "The page, with the first rows.", contentTypes: ["text/html"])
        ) { door in
            let request = try PageRequest(door, services)
            let fields = try await FormFields(door)
            let asked = try await AskedInWorkspace(fields.names, services) { try fields.raw($0) }
            let workspace = try await answered(asked, request, services)
            return .page(WorkspacePage.page(workspace, for: request.visitor))
        }
    }

    private static func export(_ services: Services) -> Route {
        Route(
            method: .post, path: "/sql/export", access: .may(.query), changes: false, errors: .page,
            summary: "All rows of a query of the SQL workspace, as a file.",
            body: FormFields.description(["sql", "purpose", "saved", "format"]),
            answer: AnswerDescription(
                description: "The file.",
                contentTypes: ["application/json", "text/csv", "application/vnd.apache.parquet", "application/vnd.apache.arrow.stream"])
        ) { door in
            let person = try door.person
            let fields = try await FormFields(door)
            let asked = try await AskedInWorkspace(fields.names, services) { try fields.raw($0) }
            let format = try fields.text("format") ?? "safe-csv"
            let query = asked.request(format, asked.values.keys.sorted())
            var response = try await door.pieces { try await services.query(query, person, $0) }
            let name = asked.saved?.name ?? "query"
            response.headers[.contentDisposition] = "attachment; filename=\"\(name).\(suffix(format))\""
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    private static func suffix(_ format: String) -> String {
        switch format {
        case "json", "parquet": format
        case "arrow": "arrows"
        default: "csv"
        }
    }

    /// Runs it as far as a page shows, and says what came of it. Only what nobody can mend is thrown.
    private static func answered(_ asked: AskedInWorkspace, _ request: PageRequest, _ services: Services) async throws -> Workspace {
        var workspace = asked.workspace
        do {
            guard !asked.sql.isEmpty else { throw BasinError(.query, "There is no SQL; write a SELECT first.") }
            let names = asked.values.keys.sorted()
            let description = try await services.queries.describe(asked.request("csv", asked.saved == nil ? [] : names), request.person)
            workspace.parameters = asked.parameters(description)
            guard !description.parameters.contains(where: { asked.values[$0.name] == nil }) else {
                workspace.outcome = .asksForValues
                return workspace
            }
            let query = asked.request("csv", description.parameters.map(\.name), limit: asked.rows + 1)
            workspace.outcome = .rows(try await rows(query, asked.rows, description, request, services))
        } catch let error as BasinError where error.code != .internal && error.code != .unauthorized {
            workspace.outcome = .failed(error.message)
        }
        return workspace
    }

    /// Cells of a page, all together.
    private static let mostBytes = 512 << 10

    private static func rows(
        _ query: QueryRequest, _ most: Int, _ description: QueryDescription, _ request: PageRequest, _ services: Services
    ) async throws -> QueryRows {
        let began = ContinuousClock.now
        let read = try await request.door.whileThere { departure in
            let answer = try await services.query(query, request.person, departure)
            var rows = CSVRows(mostRows: most, mostBytes: mostBytes)
            for try await piece in answer.body {
                rows.read(piece)
                if rows.isCut { break }
            }
            return rows
        }
        let columns = read.header.enumerated().map { index, name in
            QueryRows.Column(name, index < description.columns.count ? description.columns[index].type : nil)
        }
        return QueryRows(columns: columns, rows: read.rows, isCut: read.isCut, seconds: (ContinuousClock.now - began) / .seconds(1))
    }

    private static func history(_ services: Services) -> Route {
        .page(
            "/sql/history", .query, "What you asked.",
            query: [
                QueryParameter(name: "dataset", description: "Only what read it."),
                QueryParameter(name: "outcome", description: "done, or the code of an error."),
                QueryParameter(name: "before", description: "Only those of a lower number.", type: .integer(1...Int.max)),
            ], services
        ) { request in
            var before: Int?
            if let text = try request.item("before") {
                before = ParameterType.number(text)
                if before ?? 0 < 1 { throw BasinError(.invalid, "The parameter before is no number of a query; open /sql/history again.") }
            }
            let (dataset, outcome) = (try request.item("dataset"), try request.item("outcome"))
            let size = QueryHistoryPage.pageSize
            let filter = QueryHistoryFilter(dataset: dataset, outcome: outcome, before: before, limit: size + 1)
            let queries = try await services.queries.own(filter, request.person)
            return QueryHistoryPage.page(
                Array(queries.prefix(size)), dataset: dataset, outcome: outcome, isCut: queries.count > size, for: request.visitor)
        }
    }

    private static func saved(_ services: Services) -> Route {
        .page(
            "/sql/saved", .find, "Saved queries.", query: [QueryParameter(name: "q", description: "Only those that hold it.")], services
        ) { request in
            let queries = try await services.queries.saved()
            return SavedQueriesPage.page(queries, try request.item("q"), for: request.visitor)
        }
    }
}
