package import BasinCore
package import BasinWire

/// What the doors can ask about one dataset beside what it is; part of `Services`. Each throws `BasinError` and costs
/// as much as that dataset is large, however many others there are.
package struct DatasetServices: Sendable {
    /// How a pipeline makes it. `.invalid` for an event type.
    package var making: @Sendable (_ name: String, Principal) async throws -> DatasetMaking
    /// What its checks found in the runs of its last partitions. With the rows that failed the checks of these names,
    /// which is a read: written down as one, and refused as one. `.invalid` for an event type.
    package var checks:
        @Sendable (_ name: String, _ limit: Int, _ failing: Set<String>, Principal) async throws -> [CheckedRun]
    /// Who used it in so many days.
    package var use: @Sendable (_ name: String, _ days: Int, Principal) async throws -> DatasetUse
    /// What somebody may read of it.
    package var access: @Sendable (_ name: String, Principal) async throws -> DatasetAccess

    package init(
        making: @escaping @Sendable (String, Principal) async throws -> DatasetMaking,
        checks: @escaping @Sendable (String, Int, Set<String>, Principal) async throws -> [CheckedRun],
        use: @escaping @Sendable (String, Int, Principal) async throws -> DatasetUse,
        access: @escaping @Sendable (String, Principal) async throws -> DatasetAccess
    ) {
        self.making = making
        self.checks = checks
        self.use = use
        self.access = access
    }
}
