/// One fact about a span. Names, ids, counts, byte counts, durations and error codes: never a value of an event, SQL, a
/// key, a token or what a person wrote.
package struct Attribute: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case text(String)
        case whole(Int)
        case real(Double)
        case texts([String])
    }

    package var key: Key
    package var value: Value

    /// Longer texts are cut, so that what waits to be sent has a bound.
    package init(_ key: Key, _ text: String) { (self.key, value) = (key, .text(Self.short(text))) }
    package init(_ key: Key, _ number: Int) { (self.key, value) = (key, .whole(number)) }
    package init(_ key: Key, _ number: Double) { (self.key, value) = (key, .real(number)) }
    /// The first of many.
    package init(_ key: Key, _ texts: [String]) {
        (self.key, value) = (key, .texts(texts.prefix(Self.most).map(Self.short)))
    }

    private static let most = 20
    private static let longest = 200

    private static func short(_ text: String) -> String {
        text.utf8.count <= longest ? text : String(decoding: text.utf8.prefix(longest), as: UTF8.self)
    }
}
