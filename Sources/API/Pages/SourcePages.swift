import BasinCore
import BasinWeb
import BasinWire

/// Pages about doors for clients of other protocols.
enum SourcePages {
    static func routes(_ services: Services) -> [Route] {
        [
            .page("/sources", .find, "Doors for clients of other protocols.", services) { request in
                SourcesPage.page(try await services.sources.all(), for: request.visitor)
            },
            .page("/sources/{name}", .find, "One source: which calls become which event types.", services) { request in
                let name = try request.parameter("name")
                guard let source = try await services.sources.all().first(where: { $0.name == name }) else {
                    throw BasinError(.notFound, "There is no source of that name; /sources lists them.")
                }
                let samples = try? await services.sources.samples(name)
                return SourcePage.page(source, samples, server: EventAddress.of(request.door), for: request.visitor)
            },
        ]
    }
}
