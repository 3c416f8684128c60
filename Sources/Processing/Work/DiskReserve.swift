#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Room that runs leave on the disk: without any, events are refused and nothing can be recorded.
enum DiskReserve {
    private static let mostBytes: UInt64 = 512 << 20
    /// Of the disk, in hundredths.
    private static let share: UInt64 = 2

    /// Whether a run may take no more. False where the system does not tell.
    static func isTouched(at folder: String) -> Bool {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return false }
        let unit = UInt64(status.f_frsize)
        return UInt64(status.f_bavail) * unit < min(mostBytes, UInt64(status.f_blocks) * unit / 100 * share)
    }

    static func failure(at folder: String) -> WorkFailure {
        WorkFailure(
            .other,
            "The disk is full: \(folder) cannot be written, for the little that is left is kept for events and the "
                + "metastore; free some space there.")
    }
}
