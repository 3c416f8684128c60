import BasinCore

/// Where events of Basin's own runs are sent.
package struct LineageTarget: Sendable, Hashable {
    /// Where events are posted, path included.
    package let url: String
    /// Sent as bearer token; nil: none.
    let key: String?

    /// - Parameter url: of the server, as `http://marquez:5000`; without a path events go to `/api/v1/lineage` there.
    /// - Throws: `.invalid`; the message quotes neither.
    package init(_ url: String, key: String?) throws {
        guard let scheme = ["http://", "https://"].first(where: { url.lowercased().hasPrefix($0) }) else { throw Self.wrong }
        let rest = url.dropFirst(scheme.count)
        let host = rest.prefix { $0 != "/" }
        guard !host.isEmpty, !host.contains("@"), url.utf8.count <= 2048,
            rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), !rest.contains("#"), !rest.contains("?")
        else { throw Self.wrong }
        let path = rest.dropFirst(host.count)
        self.url = scheme + host + (path.isEmpty || path == "/" ? "/api/v1/lineage" : path)
        if let key {
            guard (1...4096).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
                throw BasinError(.invalid, "The key for the lineage endpoint is empty, or not printable ASCII; look at its file.")
            }
        }
        self.key = key
    }

    /// For a log.
    var host: String {
        String(url.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" })
    }

    private static let wrong = BasinError(
        .invalid,
        "The lineage endpoint is not a URL such as http://marquez:5000, without user, query and fragment; look at --openlineage-url.")
}
