import BasinCore
import CDuckDB

/// Judges an argument apart from any query.
package enum ArgumentCheck {
    /// What is wrong, as the end of a sentence; nil when nothing is. Blocks for milliseconds when there is a value.
    package static func problem(ofType name: String, value: String?) -> String? {
        guard let type = ArgumentType(named: name) else {
            return "has a type that no argument can have; use \(ArgumentType.examples)."
        }
        guard let value else { return nil }
        do {
            var made = try QueryParser.open().argumentValue(value, type)
            defer { duckdb_destroy_value(&made) }
            return made == nil ? "has a default that is no \(type.name); give another one." : nil
        } catch {
            return "has a default that cannot be read; give another one."
        }
    }
}
