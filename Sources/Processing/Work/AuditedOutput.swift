/// What a run made, judged by its checks.
package struct AuditedOutput: Sendable, Hashable, Codable {
    package var files: [StagedFile]
    package var rows: Int64
    /// Of the stored values, whatever the order of rows: count, sum and exclusive or of the rows' hashes, hexadecimal.
    package var checksum: String
    /// One for each check of the order, in its order.
    package var checks: [CheckResult]

    package init(files: [StagedFile], rows: Int64, checksum: String, checks: [CheckResult]) {
        self.files = files
        self.rows = rows
        self.checksum = checksum
        self.checks = checks
    }

    /// Every blocking check passed.
    package var isPublishable: Bool { checks.allSatisfy { $0.passed || !$0.isBlocking } }
}
