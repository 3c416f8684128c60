package import BasinCore

/// A column of one side of a comparison.
package struct ComparedColumn: Sendable, Hashable {
    package var name: String
    /// As people see it, also of a sealed column.
    package var type: FieldType
    package var sealing: Sealing

    package enum Sealing: Sendable, Hashable {
        case clear
        /// Sealed under this event type's field. The same value of the same event gives the same bytes there, because
        /// the nonce is made of the origin, the event's identity and the value.
        case sealed(origin: FieldOrigin)
        /// Sealed values of no single origin.
        case mixed
    }

    /// The field in which a sealed value was sealed.
    package struct FieldOrigin: Sendable, Hashable {
        package var type: String
        package var field: String

        package init(type: String, field: String) {
            self.type = type
            self.field = field
        }
    }

    package init(name: String, type: FieldType, sealing: Sealing = .clear) {
        self.name = name
        self.type = type
        self.sealing = sealing
    }

    var isSealed: Bool { sealing != .clear }

    /// It can tell rows apart and find them again.
    var canBeKey: Bool {
        switch type {
        case .list, .structure, .json, .binary: false
        default: !isSealed
        }
    }

    /// DuckDB compares the two values by itself, without turning one into the other in a way that may fail.
    func compares(with other: ComparedColumn) -> Bool {
        isSealed || type.duckDBName == other.type.duckDBName || (type.isNumber && other.type.isNumber)
    }
}

extension FieldType {
    fileprivate var isNumber: Bool {
        switch self {
        case .int32, .int64, .float, .double, .decimal: true
        default: false
        }
    }
}
