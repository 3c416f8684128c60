/// What a statement takes and gives, found out without running it.
package struct StatementShape: Sendable {
    package var parameters: [PostgresType]
    package var columns: [ResultColumn]

    package init(parameters: [PostgresType], columns: [ResultColumn]) {
        self.parameters = parameters
        self.columns = columns
    }
}
