import BasinAPI
import BasinCore
import BasinMetastore
import BasinWire

/// Doors for clients of other protocols.
extension Platform {
    var sourceServices: SourceServices {
        SourceServices(all: { try await self.sources() }, samples: { try await self.samples(of: $0) })
    }

    private func sources() async throws -> [SourceSummary] {
        try await read { try $0.sources() }.map { source in
            SourceSummary(
                name: source.name, owner: source.owner, description: source.description,
                clientProtocol: source.clientProtocol.rawValue, keys: source.keys, open: source.open?.rate?.description,
                types: source.routes.map(\.type), catchAll: source.catchAll,
                routes: source.routes.map {
                    SourceRouteSummary(type: $0.type, call: $0.call, names: $0.names, fields: $0.fields)
                })
        }
    }

    private func samples(of name: String) async throws -> [SampleRequest] {
        let (sources, types) = try await read { snapshot in
            let sources = try snapshot.sources()
            let routes = sources.first { $0.name == name }?.routes ?? []
            return (sources, try snapshot.eventTypes(named: routes.map(\.type)))
        }
        guard let source = sources.first(where: { $0.name == name }) else {
            let known = sources.map(\.name).joined(separator: ", ")
            throw BasinError(
                .notFound,
                "There is no source \(name.prefix(80)); "
                    + (known.isEmpty ? "declare one in sources/ and apply it." : "there are \(known)."))
        }
        return try SampleRequests(source, types: types, now: clock.now()).all()
    }
}
