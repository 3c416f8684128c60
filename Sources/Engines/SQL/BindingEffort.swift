import BasinCore

/// How much work DuckDB has before a query runs. Its binder goes again through what stands inside subqueries, lambdas,
/// macros and named columns, so a few hundred bytes of nesting can keep a core busy for years, and unlike execution
/// binding cannot be interrupted. So the work is estimated first.
struct BindingEffort {
    /// About a second's worth.
    static let most = 1_000_000
    private static let mostFromAliases = 10_000
    private static let mostJoins = 50

    /// How often the binder will see the present node.
    var weight = 1
    private(set) var spent = 0
    private var fromAliases = 0
    private var joins = 0
    /// What naming a column of the same SELECT again costs: its expression is put in the name's place.
    var aliases: [String: Int] = [:]

    mutating func node() throws {
        spent += weight
        if spent > Self.most { throw Self.tooMuch("nests subqueries, lambdas (also ->) or functions made of others too deeply") }
    }

    mutating func reference(_ name: String) throws {
        guard let cost = aliases[name] else { return }
        spent += cost
        fromAliases += cost
        if spent > Self.most || fromAliases > Self.mostFromAliases {
            throw Self.tooMuch("builds columns on columns of the same SELECT too often; put the inner ones into a WITH")
        }
    }

    mutating func join() throws {
        joins += 1
        if joins > Self.mostJoins { throw Self.tooMuch("has more than \(Self.mostJoins) joins") }
    }

    private static func tooMuch(_ what: String) -> BasinError {
        BasinError(.query, "The SQL \(what); simplify it.")
    }
}
