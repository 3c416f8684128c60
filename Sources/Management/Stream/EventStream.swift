package import BasinCore
import BasinEngines
package import BasinMetastore
import Synchronization

/// Reads the events of one type in the order of receipt, a page at a time: the same events, with the same ids, that its
/// table holds. A page is a function of the metastore and of where it begins; nothing is kept open between two.
///
/// Every call blocks. Callers may be several.
package final class EventStream: Sendable {
    package struct Options: Sendable {
        /// Events of a page. DuckDB keeps so many while it looks for the first ones, and sorts everything for more.
        package var pageEvents = 5000
        /// A page ends with the event that passes this.
        package var pageBytes = 4 << 20

        package init() {}
    }

    private let metastore: Metastore
    private let options: Options
    private let times = FileTimes()
    private let recent = RecentPages()
    /// Made when first needed.
    private let instance = Mutex<DuckDB?>(nil)

    package init(metastore: Metastore, options: Options = Options()) {
        self.metastore = metastore
        self.options = options
    }

    private static let firstHour = Hour(index: Int.min / 2)

    /// Where reading begins without a cursor.
    /// - Parameter hour: the first hour to read; nil, or one that is no more, for the oldest that there is.
    package func beginning(of type: AppliedEventType, _ hour: Hour? = nil) throws -> StreamPosition {
        try metastore.read { snapshot in
            let state = try snapshot.streamState(typeID: type.id, from: hour ?? Self.firstHour)
            if let first = state.hour, StreamHorizon(state).reach(in: first) != .nothing {
                return StreamPosition(hour: first, importID: try snapshot.lastImport())
            }
            let end = try end(of: type, snapshot)
            return hour.map { $0 > end.hour ? end.beginning($0) : end } ?? end
        }
    }

    /// Behind everything that may be read now.
    package func end(of type: AppliedEventType) throws -> StreamPosition { try metastore.read { try end(of: type, $0) } }

    private func end(of type: AppliedEventType, _ snapshot: Snapshot) throws -> StreamPosition {
        let delivery = try snapshot.delivery(typeID: type.id)
        let received = try snapshot.lastReceived(typeID: type.id), last = received.map { Hour($0) }
        let hour = [last, delivery?.sealedBefore].compactMap(\.self).max() ?? type.firstHour
        var position = StreamPosition(hour: hour, importID: try snapshot.lastImport())
        if let received, hour == last {
            // What comes next comes later, and no event has an empty source.
            position.key = StreamPosition.Key(received: received + .microseconds(1), source: "", id: "")
            position.count = try snapshot.files(typeID: type.id, in: hour..<hour.next).reduce(0) { $0 + $1.rows }
        }
        return position
    }

    /// Where a cursor is.
    /// - Returns: the position, and what was imported meanwhile into hours that it is behind, which is not read any more.
    /// - Throws: `.invalid` for a cursor that is damaged or of another type; `.gone` when retention removed what follows it.
    package func position(
        of cursor: String, _ type: AppliedEventType
    ) throws -> (position: StreamPosition, imported: ImportedRows?) {
        let cursor = try StreamCursor(cursor)
        guard cursor.typeID == type.id else {
            throw BasinError(.invalid, "The cursor is of another event type than \(type.name); give one of its own, or none.")
        }
        let position = cursor.position
        return try metastore.read { snapshot in
            try requireKept(position, type, snapshot)
            let imported = try snapshot.imported(typeID: type.id, through: position.hour, after: position.importID)
            return (position, imported)
        }
    }

    private func requireKept(_ position: StreamPosition, _ type: AppliedEventType, _ snapshot: Snapshot) throws {
        guard let lost = try snapshot.firstLost(typeID: type.id, from: position.hour, known: position.count) else { return }
        let oldest = try snapshot.streamState(typeID: type.id, from: Self.firstHour).hour
        throw BasinError(
            .gone,
            "Retention removed events of \(type.name) that follow the cursor, from hour \(lost) on. The oldest available hour "
                + "is \(oldest.map(\.description) ?? "the present one"); begin there, without a cursor, and count what is "
                + "between as lost.")
    }

    /// The next events, at most `limit`; none when there are none yet.
    /// - Parameter bytes: of the page, about; less than the options' when memory is short.
    /// - Throws: `.gone` when retention removed what follows meanwhile; `.damaged`.
    package func page(
        _ typeID: UInt32, after position: StreamPosition, limit: Int = .max, bytes: Int = .max
    ) throws -> StreamPage {
        if let known = recent.find(typeID, position, limit: limit, bytes: bytes, at: .now) { return known }
        var page = StreamPage(position: position)
        let connection = try connect()
        while page.events == 0 {
            let (type, state) = try metastore.read { snapshot in
                guard let type = try snapshot.eventType(id: typeID) else {
                    throw BasinError(.notFound, "The event type is not there any more; `basin datasets` lists those that are.")
                }
                try requireKept(page.position, type, snapshot)
                return (type, try snapshot.streamState(typeID: typeID, from: page.position.hour))
            }
            guard let hour = state.hour else { break }
            let reach = StreamHorizon(state).reach(in: hour)
            if hour != page.position.hour {
                guard reach != .nothing else { break }
                page.position = page.position.beginning(hour)
            }
            let query = StreamQuery(
                type: type, files: state.files, reach: reach, limit: min(limit, options.pageEvents),
                bytes: min(bytes, options.pageBytes))
            do {
                try query.run(connection, times, into: &page)
            } catch let error as BasinError where error.message.hasPrefix("DuckDB: ") {
                // Its text names paths.
                throw BasinError(
                    .damaged,
                    "A file of \(type.name), hour \(hour), cannot be read; run `basin fsck`, and restore it from a backup.")
            }
            if page.events == 0 {
                // No live event comes into an hour of which all may be read.
                guard reach == .all else { break }
                page.position = page.position.beginning(hour.next)
            }
        }
        recent.keep(page, typeID, position, at: .now)
        return page
    }

    private func connect() throws -> DuckDBConnection {
        try instance.withLock { instance in
            // Each file is read a little at a time: DuckDB's cache of files would keep them up to the limit.
            let database = try instance ?? DuckDB(
                threads: 1, memoryLimit: "1GB", settings: ["enable_external_file_cache": "false"])
            instance = database
            return try database.connect()
        }
    }
}
