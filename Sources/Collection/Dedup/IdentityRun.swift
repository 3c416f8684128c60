package import BasinCore
import Glibc

/// An immutable set of identities: a mapped file, or a few kilobytes of memory.
///
/// Several threads may look up at once. A file may be unlinked while its run is in use.
// @unchecked: the bytes are never written after `init`, and released only by `deinit`.
package final class IdentityRun: @unchecked Sendable {
    /// A run of at most so many bytes is checked from end to end whenever it is opened; a larger one by `verify()`.
    static let eagerlyVerifiedByteCount = 1 << 20

    package let name: String
    let header: IdentityRunHeader
    private let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    package var count: Int { header.count }
    /// The receipt hours that the identities come from.
    package var hours: ClosedRange<Hour> { header.hours }
    /// Bytes that the run occupies, in its file or in the metastore.
    package var byteCount: Int { bytes.count }

    /// The row for the metastore. Copies the bytes of an inline run.
    package var file: RunFile {
        RunFile(name: name, storage: isMapped ? .file : .inline(Array(bytes)), count: count, hours: hours)
    }

    /// Opens a run that the metastore lists.
    ///
    /// - Throws: `damaged` when the file is missing, is not a run, has another size or another content than its
    ///   header or its row says; `system` when it cannot be opened.
    package convenience init(_ file: RunFile, folder: String) throws {
        switch file.storage {
        case .file: try self.init(mapping: file.name, folder: IdentityFolder(path: folder))
        case .inline(let bytes):
            let memory = UnsafeMutableRawBufferPointer.allocate(
                byteCount: bytes.count, alignment: IdentityFilter.bytesPerBlock)
            memory.copyBytes(from: bytes)
            try self.init(name: file.name, adopting: UnsafeRawBufferPointer(memory), isMapped: false)
        }
        guard count == file.count, hours == file.hours else {
            throw damaged("is not the one that the metastore lists")
        }
    }

    convenience init(mapping name: String, folder: IdentityFolder) throws {
        guard !name.isEmpty, !name.contains("/"), !name.utf8.contains(0) else {
            throw BasinError(.damaged, "The metastore lists an identity run whose name is not a file name.")
        }
        let descriptor = open(folder.path(name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw IdentityFolder.failure("open", folder.path(name)) }
            throw BasinError(
                .damaged, "The identity run \(folder.path(name)) is missing. Restore it from a backup.")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw IdentityFolder.failure("read", folder.path(name)) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size >= IdentityRunHeader.byteCount else {
            throw BasinError(
                .damaged, "The identity run \(folder.path(name)) is shorter than its header. Restore it from a backup.")
        }
        let size = Int(status.st_size)
        guard let base = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
            throw IdentityFolder.failure("map", folder.path(name))
        }
        try self.init(name: name, adopting: UnsafeRawBufferPointer(start: base, count: size), isMapped: true)
    }

    /// Takes over the memory, also when it throws.
    init(name: String, adopting bytes: UnsafeRawBufferPointer, isMapped: Bool) throws {
        self.name = name
        self.bytes = bytes
        self.isMapped = isMapped
        do {
            header = try IdentityRunHeader(reading: bytes, name: name)
        } catch {
            Self.release(bytes, isMapped)
            throw error
        }
        // From here on a throw runs `deinit`.
        try checkOrder()
        if bytes.count <= Self.eagerlyVerifiedByteCount { try verify() }
    }

    deinit { Self.release(bytes, isMapped) }

    private static func release(_ bytes: UnsafeRawBufferPointer, _ isMapped: Bool) {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            bytes.deallocate()
        }
    }

    /// The identities, in ascending order, without duplicates.
    var identities: UnsafeBufferPointer<IdentityHash> {
        UnsafeBufferPointer(
            start: bytes.baseAddress.map {
                ($0 + header.identitiesOffset).assumingMemoryBound(to: IdentityHash.self)
            }, count: header.count)
    }

    /// The words of the filter.
    var filter: UnsafeBufferPointer<UInt64> {
        UnsafeBufferPointer(
            start: bytes.baseAddress.map {
                ($0 + IdentityRunHeader.byteCount).assumingMemoryBound(to: UInt64.self)
            }, count: header.blockCount * IdentityFilter.wordsPerBlock)
    }

    /// Reads the whole run and compares it with its checksums: about half a second per gigabyte.
    ///
    /// - Throws: `damaged`.
    package func verify() throws {
        guard RunChecksum.of(UnsafeRawBufferPointer(filter)) == header.filterChecksum,
            RunChecksum.of(UnsafeRawBufferPointer(identities)) == header.identitiesChecksum
        else { throw damaged("does not match its checksum") }
    }

    /// A look at a few places, so that opening costs a few pages: enough to notice a file of zeros or of another run.
    private func checkOrder() throws {
        let identities = self.identities
        guard let first = identities.first, let last = identities.last else { return }
        guard first == header.first, last == header.last else { throw damaged("has other ends than its header says") }
        let stride = max(1, identities.count / 16)
        var previous = first
        for index in Swift.stride(from: stride, to: identities.count, by: stride) {
            guard previous < identities[index] else { throw damaged("is not in order") }
            previous = identities[index]
        }
    }

    private func damaged(_ what: String) -> BasinError {
        BasinError(.damaged, "The identity run \(name) \(what). Restore the data folder's dedup files from a backup.")
    }
}
