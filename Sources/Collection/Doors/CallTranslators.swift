import Synchronization

/// Translators at rest, lent to one body at a time.
final class CallTranslators: Sendable {
    /// Unchecked because of the translator: it is either here, guarded by the mutex, or with exactly one borrower.
    private struct Idle: @unchecked Sendable {
        let translator: CallTranslator
    }

    private let idle = Mutex<[Idle]>([])
    private static let limit = 16
    /// A translator whose buffers grew beyond this is let go instead of kept.
    private static let heldByteLimit = 16 << 20

    /// Lends a translator. Throws what `body` throws, and `.system` when none can be made.
    func with<Value>(_ body: (CallTranslator) throws -> Value) throws -> Value {
        let lent = try idle.withLock { $0.popLast() } ?? Idle(translator: CallTranslator())
        defer {
            if lent.translator.heldByteCount <= Self.heldByteLimit {
                idle.withLock { if $0.count < Self.limit { $0.append(lent) } }
            }
        }
        return try body(lent.translator)
    }
}
