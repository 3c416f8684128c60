import BasinCore
import BasinWire

/// A request's query, decoded.
struct QueryItems: Sendable {
    private var items: [(name: String, value: String)] = []

    /// Throws `.invalid` for a `%` that is not followed by two hexadecimal digits, unless what is malformed is to be
    /// skipped: other protocols' clients get no answer that they would understand.
    init(_ query: String?, skipsMalformed: Bool = false) throws {
        for item in (query ?? "").split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], plusIsSpace: true),
                let value = PercentCoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else {
                if skipsMalformed { continue }
                throw BasinError(.invalid, "The query of the URL is not percent-encoded UTF-8; encode it again.")
            }
            items.append((name, value))
        }
    }

    /// The value, if given once; throws `.invalid` if given more often.
    func first(_ name: String) throws -> String? {
        let values = all(name)
        guard values.count <= 1 else {
            throw BasinError(.invalid, "The query parameter \(name) is given \(values.count) times; give it once.")
        }
        return values.first
    }

    func require(_ name: String) throws -> String {
        guard let value = try first(name), !value.isEmpty else {
            throw BasinError(.invalid, "The query parameter \(name) is missing; add \(name)=… to the URL.")
        }
        return value
    }

    func all(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    /// A whole number; nil when it is not given. Throws `.invalid` for anything else.
    func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        try first(name).map { text in
            guard let number = Int(text), range.contains(number) else {
                throw BasinError(
                    .invalid,
                    range.upperBound == .max
                        ? "The query parameter \(name) is no whole number from \(range.lowerBound) on."
                        : "The query parameter \(name) is no whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            return number
        }
    }

    /// `true`, `1` and the bare name are true; `false`, `0` and absence are false.
    func flag(_ name: String) throws -> Bool {
        switch try first(name) {
        case nil, "false", "0": false
        case "true", "1", "": true
        default: throw BasinError(.invalid, "The query parameter \(name) is neither true nor false.")
        }
    }

    /// Throws `.invalid` when a name is not among these, so that a mistyped one is not silently without effect.
    func refuseOthers(than parameters: [QueryParameter]) throws {
        for item in items where !parameters.contains(where: { $0.name == item.name }) {
            let known = parameters.map(\.name).joined(separator: ", ")
            throw BasinError(
                .invalid,
                known.isEmpty
                    ? "This route takes no query parameters." : "Unknown query parameter; this route takes \(known).")
        }
    }
}
