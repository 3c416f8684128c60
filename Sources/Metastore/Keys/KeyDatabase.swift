import BasinCore
import GRDB

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// `keys.sqlite`: wrapped keys and where they belong. Nothing in it can be read without the master key, and what is
/// deleted is overwritten, in the file and in its write-ahead log.
///
/// Every call blocks, writes until they are durable; never call from the cooperative thread pool. Any thread may call.
package struct KeyDatabase: Sendable {
    let pool: DatabasePool
    let path: String

    /// Opens, creating the file (mode 0600) and its tables when there are none. Refuses a file that a newer Basin
    /// wrote (`conflict`) and one that is no database (`damaged`).
    package init(path: String) throws {
        self.path = path
        try Self.createPrivately(path)
        pool = try Self.translatingErrors(path) {
            var configuration = Configuration()
            configuration.label = "keys"
            configuration.busyMode = .timeout(10)
            configuration.maximumReaderCount = 3
            configuration.prepareDatabase { db in
                try db.execute(
                    sql: """
                        PRAGMA temp_store = MEMORY;
                        PRAGMA cache_size = -32768;
                        PRAGMA trusted_schema = OFF;
                        PRAGMA cell_size_check = ON;
                        """)
                _ = try Int.fetchOne(db, sql: "PRAGMA secure_delete = ON")
            }
            try Self.refuseNewer(path, configuration)
            let pool = try DatabasePool(path: path, configuration: configuration)
            // DatabasePool sets synchronous to NORMAL after prepareDatabase, so that FULL must be asked for here.
            let settings = try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                return [
                    try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                    try Int.fetchOne(db, sql: "PRAGMA secure_delete"),
                ]
            }
            guard settings == [2, 1] else {
                throw BasinError(
                    .system,
                    "SQLite does not accept synchronous=FULL and secure_delete=ON for \(path); install a SQLite of "
                        + "version 3.37 or later without unusual compile options.")
            }
            try KeyMigrations.migrator.migrate(pool)
            // A crash between a deletion and its checkpoint leaves the deleted key in the write-ahead log.
            try pool.barrierWriteWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            return pool
        }
    }

    /// Empties the write-ahead log into the file and closes the connections. Calls after this one throw. For orderly
    /// ends; a crash loses nothing either.
    package func close() throws {
        try Self.translatingErrors(path) {
            // Not left to SQLite: the connection closed last may be a reader, which cannot write.
            try pool.barrierWriteWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try pool.close()
        }
    }

    /// DatabasePool writes to a file while it opens it; what a newer Basin wrote stays untouched.
    private static func refuseNewer(_ path: String, _ configuration: Configuration) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let isNewer = try queue.read(KeyMigrations.migrator.hasBeenSuperseded)
        try queue.close()
        guard !isNewer else {
            throw BasinError(
                .conflict,
                "The key database \(path) was written by a newer version of Basin; start that version, or restore a "
                    + "copy of the data folder from before the upgrade.")
        }
    }

    /// SQLite gives its own files the mode of the database file, so that one must exist before it is opened.
    private static func createPrivately(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw BasinError(
                .system,
                "The key database \(path) cannot be opened (\(String(cString: strerror(errno)))); check that its "
                    + "folder exists and belongs to the user who runs Basin.")
        }
        _ = fchmod(descriptor, 0o600)
        descriptorClose(descriptor)
    }
}

/// `close(2)`, which a method of the same name hides inside the type.
private func descriptorClose(_ descriptor: Int32) { _ = close(descriptor) }
