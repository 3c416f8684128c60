/// Live figures since the platform's data folder exists.
public struct PlatformStatus: Codable, Sendable, Equatable {
    public var ready: Bool
    public var types: [TypeStatus]
    public var unknownTypeRefused: Int
    public var logBytes: Int
    public var uptimeSeconds: Int

    public init(ready: Bool, types: [TypeStatus], unknownTypeRefused: Int, logBytes: Int, uptimeSeconds: Int) {
        self.ready = ready
        self.types = types
        self.unknownTypeRefused = unknownTypeRefused
        self.logBytes = logBytes
        self.uptimeSeconds = uptimeSeconds
    }
}
