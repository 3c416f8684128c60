/// A path of this server to go to after signing in; what leads elsewhere is the first page.
package struct LocalPath: Sendable, Equatable {
    package let text: String

    /// - Parameter text: as a client gave it.
    package init(_ text: String?) { self.text = text.flatMap { Self.isLocal($0) ? $0 : nil } ?? "/" }

    /// A path and query of this server and nothing else: no scheme, no host, whatever a browser makes of it.
    package static func isLocal(_ path: String) -> Bool {
        path.utf8.count <= 1000 && path.hasPrefix("/") && !path.hasPrefix("//")
            && path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x5C && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E }
    }
}
