/// What a user agent's text says, in UTF-8; nil where it says nothing.
package struct ParsedUserAgent: Equatable, Sendable {
    package var family: [UInt8]?
    package var major: [UInt8]?
    package var system: [UInt8]?
    package var device: [UInt8]?
    package var isBot = false
}
