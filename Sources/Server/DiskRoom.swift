import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How much room the data folder's disk has. Intake stops while some is left, so that what was taken can still be
/// delivered, sealed and told.
struct DiskRoom: Sendable {
    let path: String
    /// Kept for what was begun: a twentieth of the disk, at most this.
    private static let mostReserve: UInt64 = 256 << 20

    /// Asks the system each time; costs a microsecond. A disk that cannot be asked is taken for roomy: writing tells.
    var isAlmostFull: Bool {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return false }
        let unit = UInt64(status.f_frsize)
        return UInt64(status.f_bavail) * unit < min(Self.mostReserve, UInt64(status.f_blocks) * unit / 20)
    }

    /// 0 when the system does not say.
    var freeBytes: Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return 0 }
        return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    /// Of the whole disk; 0 when the system does not say.
    var bytes: Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return 0 }
        return Int(clamping: UInt64(status.f_blocks) * UInt64(status.f_frsize))
    }

    static let refusal = BasinError(
        .unavailable,
        "The disk of the data folder is almost full, and events are refused until there is room; send the batch again later.")
}
