import NIOCore

/// How long a client may keep a connection waiting. What is slow but goes on is not cut by these.
struct ConnectionTimes: Sendable {
    /// From the first byte of a request to the end of its header.
    var header = TimeAmount.seconds(20)
    /// Between two pieces of a body.
    var body = TimeAmount.seconds(20)
    /// Without taking any byte of an answer.
    var answer = TimeAmount.seconds(60)
    /// Instead of the two before, once the server is asked to stop.
    var whenStopping = TimeAmount.seconds(2)
    /// To hear a refusal before the connection ends, while what is still sent is thrown away.
    var drain = TimeAmount.seconds(5)
    /// For a refusal to come first, before a client that asks is told to send its body.
    var beforeContinue = TimeAmount.milliseconds(20)
    /// How often is looked.
    var tick = TimeAmount.seconds(5)
    var tickWhenStopping = TimeAmount.milliseconds(500)
}
