package import BasinCore

/// One of the two deliveries that are compared: a dataset or event type, or some hours of it.
package struct ComparedSide: Sendable, Hashable {
    package var name: String
    package var columns: [ComparedColumn]
    /// Of partitions; nil for all.
    package var from: Timestamp?
    package var to: Timestamp?

    package init(name: String, columns: [ComparedColumn], from: Timestamp? = nil, to: Timestamp? = nil) {
        self.name = name
        self.columns = columns
        self.from = from
        self.to = to
    }

    func column(_ name: String) -> ComparedColumn? { columns.first { $0.name == name } }

    /// Which partitions count, as a WHERE; empty for all.
    var condition: String {
        let time = Envelope.partitionTime.column.name.sqlIdentifier
        let bounds = [from.map { "\(time) >= TIMESTAMPTZ '\($0)'" }, to.map { "\(time) < TIMESTAMPTZ '\($0)'" }]
            .compactMap(\.self)
        return bounds.isEmpty ? "" : " WHERE " + bounds.joined(separator: " AND ")
    }
}
