import BasinCore

/// A suite that asks what a call ends with.
protocol ErrorCodes {}

extension ErrorCodes {
    /// `ok`, or the code of the error.
    static func code(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "ok"
        } catch let error as BasinError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }
}
