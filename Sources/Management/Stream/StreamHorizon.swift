import BasinCore
import BasinMetastore

/// How far events of a type may be read so that none comes in front of what was read.
///
/// Delivery gives a live event a later time of receipt than any that was delivered before it, and no hour that is sealed.
/// So whatever comes next is behind both marks, and what is not behind them may be read. Between them and what comes next
/// only imports can be.
struct StreamHorizon {
    enum Reach: Equatable {
        case nothing
        /// Events received at or before this moment.
        case through(Timestamp)
        case all
    }

    var sealedBefore: Hour?
    var lastReceived: Timestamp?

    init(_ state: StreamState) {
        sealedBefore = state.sealedBefore
        lastReceived = state.lastReceived
    }

    func reach(in hour: Hour) -> Reach {
        if let sealedBefore, hour < sealedBefore { return .all }
        guard let lastReceived else { return .nothing }
        let last = Hour(lastReceived)
        if hour < last { return .all }
        return hour == last ? .through(lastReceived) : .nothing
    }
}
