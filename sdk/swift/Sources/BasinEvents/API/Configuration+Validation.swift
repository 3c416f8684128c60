import Foundation

extension Basin.Configuration {
    /// With sizes inside what can work.
    ///
    /// - Throws: `.configuration` for what would never deliver anything.
    func validated() throws -> Self {
        guard let scheme = server.scheme?.lowercased(), ["http", "https"].contains(scheme), server.host != nil else {
            throw BasinEventsError(
                .configuration,
                "The server \(server.absoluteString) is no http or https address; give its base address.")
        }
        guard Self.isBearer(writeKey) else {
            throw BasinEventsError(
                .configuration,
                "The write key is empty or has characters that no key has; use one that `basin key create` printed.")
        }
        guard folder.isFileURL else {
            throw BasinEventsError(.configuration, "The folder \(folder.absoluteString) is no file URL; give one.")
        }
        guard !source.isEmpty, source.utf8.count <= 900 else {
            throw BasinEventsError(
                .configuration, "The source must have 1 to 900 bytes; name the app and its platform, like app/ios.")
        }
        var valid = self
        valid.diskBytes = max(diskBytes, 64 << 10)
        valid.memoryEvents = max(memoryEvents, 1)
        valid.batchEvents = min(max(batchEvents, 1), 10_000)
        valid.batchBytes = min(max(batchBytes, 1 << 10), 4 << 20)
        valid.eventBytes = min(max(eventBytes, 1 << 10), valid.diskBytes / 4)
        valid.flushInterval = max(flushInterval, .zero)
        valid.requestTimeout = max(requestTimeout, .milliseconds(10))
        return valid
    }

    /// Visible ASCII: nothing that could end a header's line.
    static func isBearer(_ key: String) -> Bool {
        !key.isEmpty && key.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }
}
