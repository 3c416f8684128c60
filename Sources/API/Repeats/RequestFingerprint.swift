import CCrypto
import NIOCore

/// What a request asks, in 32 bytes, taken while its body is read: however large that is, and in whatever pieces it comes.
struct RequestFingerprint: Sendable {
    private static let blockBytes = 64 << 10
    private var chained: [UInt8]
    private var block: [UInt8] = []

    init(query: String?, contentType: String) { chained = Self.hash(Array("\(query ?? "")\0\(contentType)".utf8)) }

    mutating func add(_ piece: ByteBuffer) {
        var rest = piece.readableBytesView[...]
        while !rest.isEmpty {
            let taken = rest.prefix(Self.blockBytes - block.count)
            block += taken
            rest = rest.dropFirst(taken.count)
            if block.count == Self.blockBytes { close() }
        }
    }

    /// Of everything so far. Blocks have one size, so that the cuts between pieces leave no mark.
    var bytes: [UInt8] { Self.hash(chained + block) }

    private mutating func close() {
        chained = Self.hash(chained + block)
        block.removeAll(keepingCapacity: true)
    }

    private static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        basin_sha256(bytes, bytes.count, &digest)
        return digest
    }
}
