/// A column of a result as its client is told.
package struct ResultColumn: Sendable, Equatable {
    package var name: String
    package var type: PostgresType

    package init(name: String, type: PostgresType) {
        self.name = name
        self.type = type
    }
}
