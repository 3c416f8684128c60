/// An event between `track` and the thread that writes it.
struct Tracked: Sendable {
    var event: any BasinEvent
    var time: WallTime
    /// Of the person who was signed in then.
    var token: String?
}
