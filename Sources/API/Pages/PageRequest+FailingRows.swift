import BasinCore
import BasinWeb

extension PageRequest {
    static let failing = QueryParameter(
        name: FailingRows.parameter, description: "A check of which the rows that failed are shown. That is a read of them.")

    /// What checks found; with the rows that failed the one that the address names, where whoever asks may read them. What is
    /// taken along as CSV has no such rows, and reads none.
    /// - Parameter read: with the rows that failed the checks of these names.
    func withFailingRows<Value: Sendable>(
        _ read: @escaping @Sendable (Set<String>) async throws -> Value
    ) async throws -> (found: Value, failing: FailingRows?) {
        guard let check = try item(FailingRows.parameter), try item("export") == nil else { return (try await read([]), nil) }
        let asked = try await DataPages.told { try await read([check]) }
        if let found = asked.value { return (found, FailingRows(of: check, refusal: nil)) }
        return (try await read([]), FailingRows(of: check, refusal: asked.refusal))
    }
}
