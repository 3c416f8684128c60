import BasinPostgres
import Synchronization

/// The columns of a result, known by the thread that runs the query before its first row.
final class ResultColumns: Sendable {
    private let columns = Mutex<[ResultColumn]>([])

    var value: [ResultColumn] { columns.withLock { $0 } }
    func set(_ found: [ResultColumn]) { columns.withLock { $0 = found } }
}
