package import BasinCore

/// Who is connected.
package struct PostgresClient: Sendable {
    package var person: Principal
    /// The connection's number, which PostgreSQL calls its process.
    package var process: Int32

    package init(person: Principal, process: Int32) {
        self.person = person
        self.process = process
    }
}
