/// Where collection is when it can be stopped, in the order of one event's way.
enum ModelPoint: String, CaseIterable {
    /// The log's thread took what waits; nothing of it is on disk.
    case groupTaken
    /// A new segment has its key and no file.
    case keyMade
    /// Written, not synced.
    case written
    /// Synced; nobody was told.
    case synced
    /// Inside a transaction of delivery: files are durable, nothing is committed.
    case announced
    /// Committed; what follows in memory and on the disk is not done.
    case committed
    /// Segments are removed, their keys are not.
    case segmentsRemoved
    /// Of a replay: a file of refused events is about to be read, or, inside a transaction, to lose some of them.
    case leaving
    /// Between two operations.
    case idle
}
