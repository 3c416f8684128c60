package import BasinCore

/// How much resident memory a worker may have during an order: DuckDB keeps most of its own promise, but not all that a
/// query takes is counted in it.
package enum MemoryAllowance {
    /// - Parameter before: what the worker had when the order came.
    package static func bytes(before: Int64, limits: RunLimits) -> Int64 {
        let limit = max(0, limits.memoryBytes)
        let (sum, isOver) = before.addingReportingOverflow(limit)
        let (all, isFarOver) = sum.addingReportingOverflow(max(256 << 20, limit / 4))
        return isOver || isFarOver ? .max : all
    }
}
