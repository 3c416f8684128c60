/// What a session's own functions say.
package struct CatalogFacts: Sendable {
    package var user: String
    package var process: Int32

    package init(user: String, process: Int32) {
        self.user = user
        self.process = process
    }
}
