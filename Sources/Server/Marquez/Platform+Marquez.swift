import BasinAPI
import BasinCore
import BasinManagement
import BasinMetastore

/// The questions of Marquez's API.
extension Platform {
    func marquez(_ request: MarquezRequest) async throws -> [UInt8] {
        try await read { [namespace] snapshot in
            let reader = MarquezReader(
                snapshot: snapshot, own: namespace, limit: request.limit, offset: request.offset)
            return try reader.answer(request.resource).json
        }
    }
}
