import BasinMetastore
import Synchronization

/// Reasons as they were read of the same files: pages that look again every second read none twice.
final class KnownReasons: Sendable {
    private struct Known {
        var files: [String]
        var reasons: [QuarantineReason]
    }
    private let types = Mutex<[UInt32: Known]>([:])

    /// - Parameter read: of the files, which never change once they are there.
    func reasons(typeID: UInt32, _ files: [FileRecord], read: () throws -> [QuarantineReason]) rethrows -> [QuarantineReason] {
        let paths = files.map(\.path)
        if let known = types.withLock({ $0[typeID] }), known.files == paths { return known.reasons }
        let reasons = try read()
        types.withLock { $0[typeID] = paths.isEmpty ? nil : Known(files: paths, reasons: reasons) }
        return reasons
    }
}
