package import BasinCore
package import BasinWire

/// What the doors can ask about what data costs; part of `Services`. Each throws `BasinError`.
package struct CostServices: Sendable {
    /// What a month used, by team, dataset, pipeline or account; this month unless told. By account only for who may
    /// audit.
    package var cost: @Sendable (_ by: String?, _ month: String?, Principal) async throws -> CostAnswer
    /// Datasets that nobody read for so many days.
    package var unread: @Sendable (_ days: Int) async throws -> UnreadAnswer

    package init(
        cost: @escaping @Sendable (String?, String?, Principal) async throws -> CostAnswer,
        unread: @escaping @Sendable (Int) async throws -> UnreadAnswer
    ) {
        self.cost = cost
        self.unread = unread
    }
}
