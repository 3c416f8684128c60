/// A query that is a definition: under a name, with an owner and parameters.
package struct SavedQuery: Sendable, Hashable, Codable {
    /// A value that whoever runs it may choose.
    package struct Parameter: Sendable, Hashable, Codable {
        package var name: String
        /// As an argument says it: `BIGINT`, `DATE` …
        package var type: String
        package var description: String?
        /// nil: it must be given.
        package var value: String?
        /// All that it may be; empty for anything of its type.
        package var choices: [String]

        package init(name: String, type: String, description: String? = nil, value: String? = nil, choices: [String] = []) {
            self.name = name
            self.type = type
            self.description = description
            self.value = value
            self.choices = choices
        }
    }

    package var name: String
    package var owner: String
    package var description: String
    /// By name.
    package var parameters: [Parameter]
    package var sql: String
    /// The event types and datasets that it reads, by name; known once it is planned.
    package var datasets: [String]
    /// Names that the columns which it reads may have; `*` alone: any. Nil while that is not known.
    package var columns: [String]?

    package init(
        name: String, owner: String, description: String, parameters: [Parameter] = [], sql: String, datasets: [String] = [],
        columns: [String]? = nil
    ) {
        self.name = name
        self.owner = owner
        self.description = description
        self.parameters = parameters
        self.sql = sql
        self.datasets = datasets
        self.columns = columns
    }

    /// Whether it reads one of these columns of a dataset, as far as names tell; not while nothing is known of its columns.
    package func reads(_ dataset: String, _ names: Set<String>) -> Bool {
        guard datasets.contains(dataset), let columns else { return false }
        return columns.contains("*") || columns.contains { names.contains($0) }
    }

    /// A value for each parameter: what is given, or what it is when nothing is.
    /// - Parameter given: by name; nil for null.
    /// - Throws: `.query` when one is missing, not known, or none of the choices.
    package func values(_ given: [String: String?]) throws -> [(parameter: Parameter, value: String?)] {
        let known = Set(parameters.map(\.name))
        if let surplus = given.keys.filter({ !known.contains($0) }).min() {
            let has = known.isEmpty ? "it has none" : "it has \(known.sorted().joined(separator: ", "))"
            throw BasinError(.query, "The query \(name) has no parameter \(surplus.prefix(63).debugDescription); \(has).")
        }
        return try parameters.map { parameter in
            guard let value = given[parameter.name] ?? parameter.value.map({ .some($0) }) else {
                throw BasinError(.query, "The query \(name) needs \(parameter.name); give it with `--set \(parameter.name)=…`.")
            }
            if !parameter.choices.isEmpty, !parameter.choices.contains(where: { $0 == value }) {
                throw BasinError(
                    .query, "\(parameter.name) of the query \(name) is one of \(parameter.choices.joined(separator: ", ")); give one of them.")
            }
            return (parameter, value)
        }
    }
}
