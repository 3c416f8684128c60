package import BasinCore

/// The sources as applied, found by who sends. Immutable: an apply makes a new one.
package struct SourceCatalog: Sendable {
    private struct Sources {
        var byKey: [String: CompiledSource] = [:]
        var byApp: [String: CompiledSource] = [:]
        /// The one that takes every other key.
        var other: CompiledSource?
        /// Some take calls without a key.
        var areOpen = false
    }

    private var sources: [ClientProtocol: Sources] = [:]

    package init(_ sources: [EventSource], types: [AppliedEventType]) {
        let types = Dictionary(types.filter { !$0.isRemoved }.map { ($0.name, $0) }) { first, _ in first }
        for source in sources {
            let compiled = CompiledSource(source, types: types)
            if source.open != nil { self.sources[source.clientProtocol, default: Sources()].areOpen = true }
            for key in source.keys { self.sources[source.clientProtocol, default: Sources()].byKey[key] = compiled }
            for app in source.apps { self.sources[source.clientProtocol, default: Sources()].byApp[app] = compiled }
            if source.keys.isEmpty, source.apps.isEmpty {
                self.sources[source.clientProtocol, default: Sources()].other = compiled
            }
        }
    }

    /// Refuses, before anything is made of a body, a client that no source takes whatever the body says.
    /// - Parameter key: The name of the write key that was shown and is valid; nil: none was shown.
    /// - Throws: as `source` does.
    package func check(_ clientProtocol: ClientProtocol, key: String?) throws {
        guard let sources = sources[clientProtocol] else { throw Self.none(clientProtocol) }
        guard key != nil || clientProtocol.hasKeyInBody || sources.areOpen else {
            throw BasinError(
                .unauthorized,
                "No source of \(clientProtocol.rawValue) takes calls without a write key; send one, or declare `open` with a limit.")
        }
    }

    private static func none(_ clientProtocol: ClientProtocol) -> BasinError {
        BasinError(
            .notFound,
            "No source takes calls of \(clientProtocol.rawValue); declare one, `protocol: \(clientProtocol.rawValue)`, and apply it.")
    }

    /// Whose calls these are.
    /// - Parameters:
    ///   - key: The name of the write key that was shown and is valid; nil: none was shown.
    ///   - app: Snowplow's application id.
    /// - Throws: `.unauthorized` when no source of the protocol takes such a client, `.notFound` when there is none.
    package func source(_ clientProtocol: ClientProtocol, key: String?, app: String?) throws -> CompiledSource {
        guard let sources = sources[clientProtocol] else { throw Self.none(clientProtocol) }
        guard let found = key.flatMap({ sources.byKey[$0] }) ?? app.flatMap({ sources.byApp[$0] }) ?? sources.other else {
            throw BasinError(
                .unauthorized,
                "No source of \(clientProtocol.rawValue) is for this client; name its key, or its application, in one.")
        }
        if key == nil, found.source.open == nil {
            throw BasinError(
                .unauthorized,
                "The source \(found.source.name) takes no calls without a write key; send one, or declare `open` with a limit.")
        }
        if !found.source.apps.isEmpty, app.map({ found.source.apps.contains($0) }) != true {
            throw BasinError(.unauthorized, "The source \(found.source.name) is not for this application; name it in `apps`.")
        }
        return found
    }
}
