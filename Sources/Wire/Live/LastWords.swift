/// Why nothing more comes.
package struct LastWords: Codable, Sendable {
    package var message: String

    package init(message: String) { self.message = message }
}
