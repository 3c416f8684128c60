import BasinCore

/// Where the values of one column come from.
struct ColumnLineage: Equatable {
    struct Origin: Hashable, Comparable {
        var dataset: String
        var column: String

        static func < (a: Origin, b: Origin) -> Bool { (a.dataset, a.column) < (b.dataset, b.column) }
    }

    /// The closest relation to each column that has any.
    var sources: [Origin: ColumnSource.Kind] = [:]
    /// Every value is one of the copied sources' values, unchanged, or null.
    var isCopy: Bool

    /// A column of a dataset.
    static func stored(_ origin: Origin) -> ColumnLineage { ColumnLineage(sources: [origin: .copied], isCopy: true) }

    /// What needs no column. Null is at home everywhere, also among sealed values.
    static func constant(isNull: Bool) -> ColumnLineage { ColumnLineage(isCopy: isNull) }

    var isNull: Bool { isCopy && sources.isEmpty }

    /// Everything that it has to do with.
    var origins: Set<Origin> { Set(sources.keys) }

    /// One of these values, whole.
    static func chosen(among parts: [ColumnLineage]) -> ColumnLineage {
        var result = ColumnLineage(isCopy: parts.allSatisfy(\.isCopy))
        for part in parts { result.add(part.sources) { $0 } }
        return result
    }

    /// Computed from these values.
    static func derived(from parts: [ColumnLineage]) -> ColumnLineage {
        var result = ColumnLineage(isCopy: false)
        for part in parts { result.add(part.sources) { $0 == .indirect ? .indirect : .derived } }
        return result
    }

    func adding(indirect origins: Set<Origin>) -> ColumnLineage {
        var result = self
        for origin in origins where result.sources[origin] == nil { result.sources[origin] = .indirect }
        return result
    }

    func adding(_ other: ColumnLineage) -> ColumnLineage {
        var result = self
        result.add(other.sources) { $0 }
        return result
    }

    private mutating func add(
        _ others: [Origin: ColumnSource.Kind], as kind: (ColumnSource.Kind) -> ColumnSource.Kind
    ) {
        for (origin, other) in others {
            let new = kind(other)
            if sources[origin].map({ new.closeness > $0.closeness }) ?? true { sources[origin] = new }
        }
    }
}

extension ColumnSource.Kind {
    fileprivate var closeness: Int {
        switch self {
        case .copied: 2
        case .derived: 1
        case .indirect: 0
        }
    }
}
