import BasinCore
import BasinWeb
import BasinWire

extension Route {
    /// A page of one dataset, whose name stands in the path for `{name}`. Where there is none of that name, a page says so and offers others.
    static func datasetPage(
        _ path: String, _ permission: Permission, _ summary: String, query: [QueryParameter] = [], _ services: Services,
        make: @escaping @Sendable (PageRequest, DatasetDetail) async throws -> Page
    ) -> Route {
        .page(path, permission, summary, query: query, services) { request in
            let name = try request.parameter("name")
            let detail: DatasetDetail
            do {
                detail = try await services.dataset(name)
            } catch let error as BasinError where error.code == .notFound {
                return await missing(name, request, services)
            }
            return try await make(request, detail)
        }
    }

    private static func missing(_ name: String, _ request: PageRequest, _ services: Services) async -> Page {
        // Without what is found the page still says what is the matter.
        let found = try? await services.catalog.search(
            SearchRequest(text: String(name.prefix(200)), kinds: ["event", "dataset"], limit: 8), request.person)
        var page = MissingDatasetPage.page(name, near: found?.hits ?? [], for: request.visitor)
        page.status = 404
        return page
    }
}
