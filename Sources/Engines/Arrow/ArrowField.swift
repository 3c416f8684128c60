import BasinCore
import CDuckDB

/// A column as Arrow sees it, or a part of one.
struct ArrowField {
    var name: String
    var type: ArrowType
    var children: [ArrowField]

    /// - Throws: `.query` for a type that has no place in a stream of ours.
    init(_ schema: ArrowSchema) throws {
        let format = schema.format.map { String(cString: $0) } ?? ""
        guard let type = ArrowType(format: format), schema.dictionary == nil else {
            throw BasinError(.query, "A column has a type that Arrow does not take as it is (\(format.prefix(20))); cast it to VARCHAR.")
        }
        self.type = type
        name = schema.name.map { String(cString: $0) } ?? ""
        children = try (0..<Int(schema.n_children)).map { index in
            guard let child = schema.children?[index] else {
                throw BasinError(.system, "DuckDB described a column without its parts; ask for another format.")
            }
            return try ArrowField(child.pointee)
        }
    }

    /// `Field` of Arrow's Schema.fbs.
    var table: FlatTable {
        let (number, details) = type.union
        return FlatTable([
            // The key of a map is never null, nor are its pairs.
            0: .string(name), 1: .bool(true), 2: .uint8(number), 3: .table(details), 5: .tables(childTables),
        ])
    }

    private var childTables: [FlatTable] {
        guard type == .map, let pairs = children.first else { return children.map(\.table) }
        var entries = pairs.table
        var parts = pairs.children.map(\.table)
        if !parts.isEmpty { parts[0].set(1, .bool(false)) }
        entries.set(1, .bool(false))
        entries.set(5, .tables(parts))
        return [entries]
    }
}

extension FlatTable {
    fileprivate mutating func set(_ slot: Int, _ value: FlatValue) {
        guard let index = fields.firstIndex(where: { $0.slot == slot }) else { return fields.append((slot, value)) }
        fields[index].value = value
    }
}
