/// Memory for sealed values until the chunk that points at them is appended; blocks never move.
final class SealArena {
    private var blocks: [UnsafeMutableRawBufferPointer] = []
    private var block = 0
    private var used = 0
    private static let blockBytes = 1 << 20

    deinit { for block in blocks { block.deallocate() } }

    func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        while block < blocks.count {
            if used + count <= blocks[block].count {
                defer { used += count }
                return blocks[block].baseAddress! + used
            }
            block += 1
            used = 0
        }
        blocks.append(.allocate(byteCount: max(Self.blockBytes, count), alignment: 16))
        used = count
        return blocks[block].baseAddress!
    }

    /// Everything allocated so far may be overwritten.
    func reset() {
        block = 0
        used = 0
    }
}
