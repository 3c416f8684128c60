import BasinEngines

/// How much resident memory a worker may have during an order: DuckDB keeps most of its own promise, but not all that a
/// query takes is counted in it. An address space that is limited instead would be one in which allocations fail anywhere,
/// and the threads of DuckDB's and Swift's allocators reserve far more of it than they use.
enum QueryMemory {
    /// - Parameter before: what the worker had when the order came.
    static func allowance(before: Int64, limits: QueryLimits) -> Int64 {
        let limit = max(0, limits.memoryBytes)
        let (sum, isOver) = before.addingReportingOverflow(limit)
        let (all, isFarOver) = sum.addingReportingOverflow(max(256 << 20, limit / 4))
        return isOver || isFarOver ? .max : all
    }
}
