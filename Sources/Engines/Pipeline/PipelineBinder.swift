import BasinCore
import Foundation
import Synchronization

/// Asks DuckDB's binder what SQL means: over empty tables, in an instance without files, and nothing runs.
final class PipelineBinder: Sendable {
    /// What the binder found.
    struct Bound {
        /// The plan before anything is optimised away, as JSON.
        var plan: [String: Any]
        var columns: [(name: String, type: StoredType)]
    }

    /// nil until first used, and again after a failure that may have hurt the instance.
    private let connection = Mutex<DuckDBConnection?>(nil)

    /// - Parameters:
    ///   - sql: checked before.
    ///   - setup: statements that make the tables. They are undone afterwards.
    /// - Throws: `SQLProblem` when names or types do not fit.
    func bind(_ sql: String, setup: [String]) throws -> Bound {
        let text = try Self.withoutParameters(sql)
        return try connection.withLock { slot in
            do {
                let connection = try slot ?? Self.open()
                slot = nil
                try connection.execute("BEGIN TRANSACTION")
                let bound = Result { try Self.bound(text, setup, connection) }
                try connection.execute("ROLLBACK")
                // Only an instance that is whole again is kept.
                slot = connection
                return try bound.get()
            } catch let error as BasinError {
                throw QueryFailure.explained(error)
            }
        }
    }

    /// The parameters have no value yet. Calls of the same length stand for them, so that places stay right.
    ///
    /// The rest must mean what it meant: a name between other letters or dollars could be part of an identifier or
    /// begin a text in dollars, and is refused.
    private static func withoutParameters(_ sql: String) throws -> String {
        var bytes = Array(sql.utf8)
        for bound in bounds {
            let name = Array(("$" + bound.parameter).utf8)
            var start = 0
            while let place = bytes[start...].firstRange(of: name) {
                let around = [
                    place.lowerBound > 0 ? bytes[place.lowerBound - 1] : 32,
                    place.upperBound < bytes.count ? bytes[place.upperBound] : 32,
                ]
                guard around.allSatisfy(isApart) else {
                    throw SQLProblem(
                        "$\(bound.parameter) touches a letter, a digit, a quote or a dollar; put a space between them.",
                        place: SQLProblem.Place(offset: place.lowerBound, in: sql))
                }
                bytes.replaceSubrange(place, with: Array(bound.call.utf8))
                start = place.upperBound
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// No part of a name: not `$`, `_`, `"`, a digit, a letter or any byte of one beyond ASCII.
    private static func isApart(_ byte: UInt8) -> Bool {
        switch byte {
        case 34, 36, 95, 48...57, 65...90, 97...122, 128...: false
        default: true
        }
    }

    private static let bounds = [
        (parameter: "partition_start", call: "_period_start_()"), (parameter: "partition_end", call: "_period_end_()"),
    ]

    private static func open() throws -> DuckDBConnection {
        let connection = try QueryParser.open()
        for bound in bounds {
            try connection.execute("CREATE MACRO \(bound.call) AS TIMESTAMPTZ '2000-01-01 00:00:00+00'")
        }
        return connection
    }

    private static func bound(_ sql: String, _ setup: [String], _ connection: DuckDBConnection) throws -> Bound {
        for statement in setup { try connection.execute(statement) }
        var json: String?
        try connection.query("SELECT json_serialize_plan(?::VARCHAR)", [.text(sql)], errorCode: .query)
            .forEachChunk { chunk in if chunk.rowCount > 0 { json = chunk.string(column: 0, row: 0) } }
        guard let json, let answer = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
            throw SQLProblem("The SQL is nested too deeply or holds an endless number; simplify it.")
        }
        guard answer["error"] as? Bool == false else { throw problem(answer, sql) }
        guard let plans = answer["plans"] as? [Any], plans.count == 1, let plan = plans[0] as? [String: Any] else {
            throw SQLProblem("Only one SELECT is allowed; remove the other statements.")
        }
        return Bound(plan: plan, columns: try connection.storedTypes(of: sql))
    }

    private static func problem(_ answer: [String: Any], _ sql: String) -> SQLProblem {
        let said = BasinError(
            .query, "DuckDB: " + (answer["error_message"] as? String ?? "The SQL does not fit its tables."))
        let place = SQLProblem.Place(offset: (answer["position"] as? String).flatMap { Int($0) }, in: sql)
        var message = QueryFailure.explained(said).message
        for bound in bounds { message = message.replacing(bound.call, with: "$" + bound.parameter) }
        return SQLProblem(message, place: place)
    }
}
