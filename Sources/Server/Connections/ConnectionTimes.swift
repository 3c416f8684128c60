package import NIOCore

/// How long a client may keep a connection waiting. What is slow but goes on is not cut by these.
package struct ConnectionTimes: Sendable {
    /// From the connection to the end of TLS's handshake.
    package var handshake = TimeAmount.seconds(10)
    /// From the first byte of a request to the end of its header.
    package var header = TimeAmount.seconds(20)
    /// Between two pieces of a body.
    package var body = TimeAmount.seconds(20)
    /// Without taking any byte of an answer.
    package var answer = TimeAmount.seconds(60)
    /// Instead of the two before, once the server is asked to stop.
    package var whenStopping = TimeAmount.seconds(2)
    /// To hear a refusal before the connection ends, while what is still sent is thrown away.
    package var drain = TimeAmount.seconds(5)
    /// For a refusal to come first, before a client that asks is told to send its body.
    package var beforeContinue = TimeAmount.milliseconds(20)
    /// How often is looked.
    package var tick = TimeAmount.seconds(5)
    package var tickWhenStopping = TimeAmount.milliseconds(500)

    package init() {}
}
