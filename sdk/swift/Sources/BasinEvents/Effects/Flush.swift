/// Somebody who waits until everything before a position is delivered or given up.
struct Flush: Sendable {
    var position: Position
    var deadline: Duration
    var done: @Sendable (Bool) -> Void
}
