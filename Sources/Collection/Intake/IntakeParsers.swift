import BasinCore
import Synchronization

/// Parsers at rest, lent to one body at a time.
package final class IntakeParsers: Sendable {
    /// Unchecked because of the parser: it is either here, guarded by the mutex, or with exactly one borrower.
    private struct Idle: @unchecked Sendable {
        let parser: IntakeParser
    }

    private let idle = Mutex<[Idle]>([])
    private let limit: Int
    private let heldByteLimit: Int

    /// - Parameters:
    ///   - limit: How many parsers are kept; more may be lent at once, they are let go afterwards.
    ///   - heldByteLimit: A parser whose buffers grew beyond this is let go instead of kept.
    package init(limit: Int = 16, heldByteLimit: Int = 8 << 20) {
        self.limit = limit
        self.heldByteLimit = heldByteLimit
    }

    /// Lends a parser. Throws what `body` throws, and `.system` when none can be made.
    package func with<Value>(_ body: (IntakeParser) throws -> Value) throws -> Value {
        let lent = try idle.withLock { $0.popLast() } ?? Idle(parser: IntakeParser())
        defer {
            if lent.parser.heldByteCount <= heldByteLimit {
                idle.withLock { if $0.count < limit { $0.append(lent) } }
            }
        }
        return try body(lent.parser)
    }

    /// Reads one body with a parser of the pool; see `IntakeParser.parse`.
    package func parse(
        body: UnsafeRawBufferPointer, mode: ContentMode, isGzip: Bool, catalog: IntakeCatalog,
        limits: IntakeLimits = IntakeLimits()
    ) throws -> IntakeBatch {
        try with {
            try $0.parse(body: body, mode: mode, isGzip: isGzip, catalog: catalog, limits: limits)
        }
    }
}
