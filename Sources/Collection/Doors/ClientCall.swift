/// One call of a client: where on the tape its parts stand, 0 for none.
struct ClientCall {
    /// `track`, `pv`, `capture`: one of the protocol's kinds, or whatever the client said.
    var kind = ""
    /// What the client calls the event.
    var name: UnsafeBufferPointer<UInt8>?
    var id = 0
    /// A date-time, or milliseconds since 1970.
    var time = 0
    /// By the client's clock, like `time`.
    var sent = 0
    var user = 0
    var anonymous = 0
    /// The client's own properties: the default data of a typed event.
    var properties = 0
    /// The whole call.
    var root = 0
    /// What the batch says for every call that does not say it itself.
    var context = 0
    /// `anonymous` turned out to be `user`.
    var isLink = false
}
