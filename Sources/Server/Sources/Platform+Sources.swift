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
                types: source.routes.map(\.type), catchAll: source.catchAll)
        }
    }

    private func samples(of name: String) async throws -> [SampleRequest] {
        let (sources, types) = try await read { (try $0.sources(), try $0.eventTypes()) }
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
