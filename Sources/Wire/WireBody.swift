/// The bytes that go with a request.
public enum WireBody: Sendable {
    case bytes([UInt8])
    /// Pulled as the other side reads, so that a file of any size needs little memory. `next` gives nil at the end;
    /// it is called by one task at a time. `length` is nil when it is not known beforehand.
    case stream(length: Int?, next: @Sendable () async throws -> [UInt8]?)
}
