import BasinCore
import HTTPTypes
import Hummingbird

/// The address that stands in programs which send events here.
enum EventAddress {
    /// Of the host that the browser asked.
    static func of(_ door: DoorRequest) -> String {
        guard let host = door.request.head.authority, isHost(host) else { return "http://127.0.0.1:8080" }
        return (door.context.isEncrypted ? "https://" : "http://") + host
    }

    /// What is asked for, or where a server is that was started without a word.
    /// - Throws: `.invalid` for what could be more than an address in somebody's shell.
    static func checked(_ text: String?) throws -> String {
        guard let text, !text.isEmpty else { return "http://127.0.0.1:8080" }
        for scheme in ["http://", "https://"] where text.hasPrefix(scheme) && isHost(text.dropFirst(scheme.count)) { return text }
        throw BasinError(.invalid, "`server` is no address of a server; write it like https://data.example.")
    }

    /// `data.example:8080`, `[::1]:8080`: nothing that a shell or a program reads in its own way.
    private static func isHost(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.count <= 190
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || ".-_:[]".utf8.contains(byte)
            }
    }
}
