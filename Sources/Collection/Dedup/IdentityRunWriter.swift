import BasinCore
import Glibc

/// Writes one run from identities in ascending order, in constant memory: to a temporary file that becomes the run
/// when all of it is on the disk, or to memory when there are few.
final class IdentityRunWriter {
    private enum Destination {
        case file(Int32)
        case memory(UnsafeMutableRawBufferPointer)
    }

    private let name: String
    private let folder: IdentityFolder
    private let hours: ClosedRange<Hour>
    private let blockCount: Int
    private var destination: Destination?

    private var count = 0
    private var first = IdentityHash(high: 0, low: 0)
    private var last = IdentityHash(high: 0, low: 0)
    private var identitiesChecksum = RunChecksum()

    /// The window of the filter that is being filled: whole blocks, `firstBlock` and on.
    private let filter: UnsafeMutableBufferPointer<UInt64>
    private var firstBlock = 0
    private var filterChecksum = RunChecksum()

    /// - Parameter most: at least as many identities as will be appended.
    init(name: String, folder: IdentityFolder, most: Int, hours: ClosedRange<Hour>, inline: Bool) throws {
        self.name = name
        self.folder = folder
        self.hours = hours
        blockCount = IdentityFilter.blockCount(identities: most)
        if inline {
            let size =
                IdentityRunHeader.byteCount + blockCount * IdentityFilter.bytesPerBlock
                + most * IdentityRunHeader.bytesPerIdentity
            destination = .memory(.allocate(byteCount: size, alignment: IdentityFilter.bytesPerBlock))
        } else {
            destination = .file(try folder.create(name))
        }
        filter = .allocate(capacity: min(max(blockCount, 1), 4_096) * IdentityFilter.wordsPerBlock)
        filter.initialize(repeating: 0)
    }

    deinit {
        filter.deallocate()
        switch destination {
        case .file(let descriptor):
            close(descriptor)
            folder.abandon(name)
        case .memory(let memory): memory.deallocate()
        case nil: break
        }
    }

    /// Adds identities in ascending order, all above those before.
    func append(_ identities: UnsafeBufferPointer<IdentityHash>) throws {
        guard let lowest = identities.first, let highest = identities.last else { return }
        precondition(count == 0 || last < lowest, "identities are appended in ascending order")
        if count == 0 { first = lowest }
        var place = 0
        while place < identities.count {
            place = fillFilter(identities, from: place)
            if place < identities.count { try flushFilter() }
        }
        let bytes = UnsafeRawBufferPointer(identities)
        identitiesChecksum.update(bytes)
        let start = IdentityRunHeader.byteCount + blockCount * IdentityFilter.bytesPerBlock
        try put(bytes, at: start + count * IdentityRunHeader.bytesPerIdentity)
        count += identities.count
        last = highest
    }

    /// Goes on until the window of the filter ends, and returns the place of the first identity that is not in it.
    private func fillFilter(_ identities: UnsafeBufferPointer<IdentityHash>, from start: Int) -> Int {
        guard let base = filter.baseAddress else { return identities.count }
        let blockCount = blockCount, firstBlock = firstBlock
        let window = filter.count / IdentityFilter.wordsPerBlock
        var previous = identities[start].high
        for place in start..<identities.count {
            let hash = identities[place]
            precondition(previous <= hash.high, "identities are appended in ascending order")
            previous = hash.high
            let block = IdentityFilter.block(hash, of: blockCount) &- firstBlock
            if block >= window { return place }
            IdentityFilter.insert(hash.low, into: base + block &* IdentityFilter.wordsPerBlock)
        }
        return identities.count
    }

    /// Makes the run durable and opens it. The writer is of no use afterwards.
    func finish() throws -> IdentityRun {
        while firstBlock < blockCount { try flushFilter() }
        let header = IdentityRunHeader(
            count: count, blockCount: blockCount, hours: hours, filterChecksum: filterChecksum.value,
            identitiesChecksum: identitiesChecksum.value, first: first, last: last)
        try withUnsafeTemporaryAllocation(byteCount: IdentityRunHeader.byteCount, alignment: 8) { bytes in
            header.write(to: bytes)
            try put(UnsafeRawBufferPointer(bytes), at: 0)
        }
        switch destination {
        case .file(let descriptor):
            try folder.publish(name, descriptor)
            let run = try IdentityRun(mapping: name, folder: folder)
            close(descriptor)
            destination = nil
            return run
        case .memory(let memory):
            destination = nil
            return try IdentityRun(
                name: name, adopting: UnsafeRawBufferPointer(rebasing: memory[..<header.totalByteCount]),
                isMapped: false)
        case nil:
            throw BasinError(.conflict, "The identity run \(name) is finished already.")
        }
    }

    private func flushFilter() throws {
        let blocks = min(blockCount - firstBlock, filter.count / IdentityFilter.wordsPerBlock)
        let bytes = UnsafeRawBufferPointer(
            UnsafeBufferPointer(rebasing: filter[..<(blocks * IdentityFilter.wordsPerBlock)]))
        filterChecksum.update(bytes)
        try put(bytes, at: IdentityRunHeader.byteCount + firstBlock * IdentityFilter.bytesPerBlock)
        filter.update(repeating: 0)
        firstBlock += blocks
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        switch destination {
        case .file(let descriptor): try IdentityFolder.write(bytes, to: descriptor, at: offset)
        case .memory(let memory): UnsafeMutableRawBufferPointer(rebasing: memory[offset...]).copyMemory(from: bytes)
        case nil: break
        }
    }
}
