import BasinCore

/// A request's query, decoded, beside what the route declares of it.
struct QueryItems: Sendable {
    /// More is in no query of a person or a program.
    private static let mostItems = 1000

    private var items: [(name: String, value: String)] = []
    private var parameters: [QueryParameter]

    /// - Parameter skipsMalformed: and reads on, instead of throwing `.invalid` for a `%` that is not followed by two
    ///   hexadecimal digits: other protocols' clients get no answer that they would understand.
    init(_ query: String?, parameters: [QueryParameter] = [], skipsMalformed: Bool = false) throws {
        self.parameters = parameters
        for item in (query ?? "").split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], plusIsSpace: true),
                let value = PercentCoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else {
                if skipsMalformed { continue }
                throw BasinError(.invalid, "The query of the URL is not percent-encoded UTF-8; encode it again.")
            }
            guard items.count < Self.mostItems else {
                if skipsMalformed { return }
                throw BasinError(.invalid, "The query has more than \(Self.mostItems) parameters; give fewer.")
            }
            items.append((name, value))
        }
    }

    /// Throws `.invalid` when a name is not declared, so that a mistyped one is not silently without effect, or when a
    /// value is not what its declaration says.
    func check() throws {
        for item in items where !parameters.contains(where: { $0.name == item.name }) {
            let known = parameters.map(\.name).joined(separator: ", ")
            throw BasinError(
                .invalid,
                known.isEmpty
                    ? "This route takes no query parameters." : "Unknown query parameter; this route takes \(known).")
        }
        for parameter in parameters {
            let values = all(parameter.name)
            if !parameter.isRepeatable { _ = try first(parameter.name) }
            if parameter.isRequired { _ = try require(parameter.name) }
            for value in values {
                if let fault = parameter.type.fault(of: value) {
                    throw BasinError(.invalid, "The query parameter \(parameter.name) \(fault).")
                }
            }
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

    /// Each name once, in order.
    var names: [String] {
        var known: Set<String> = []
        return items.map(\.name).filter { known.insert($0).inserted }
    }

    func all(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    /// The whole number as it is declared: in its range, and what it is when it is left out, if anything.
    func number(_ name: String) throws -> Int? {
        let type = try declared(name).type
        guard case .integer(_, let otherwise) = type else { return nil }
        return try first(name).map { text -> Int in
            guard type.fault(of: text) == nil, let value = ParameterType.number(text) else {
                throw BasinError(
                    .invalid, "The query parameter \(name) \(type.fault(of: text) ?? "is no whole number").")
            }
            return value
        } ?? otherwise
    }

    /// One that is declared with what it is when it is left out.
    func number(_ name: String) throws -> Int {
        let given: Int? = try self.number(name)
        guard let given else { throw BasinError(.system, "The parameter \(name) has no default.") }
        return given
    }

    func flag(_ name: String) throws -> Bool {
        guard let text = try first(name) else { return false }
        guard let flag = ParameterType.flag(text) else {
            throw BasinError(.invalid, "The query parameter \(name) is neither true nor false.")
        }
        return flag
    }

    private func declared(_ name: String) throws -> QueryParameter {
        guard let parameter = parameters.first(where: { $0.name == name }) else {
            throw BasinError(.system, "The parameter \(name) is not declared.")
        }
        return parameter
    }
}
