package import BasinCore

/// Data goes from one to the other.
package struct LineageEdge: Sendable, Hashable {
    package var source: LineageNode
    package var target: LineageNode
    /// How, between columns; nil between datasets.
    package var kind: ColumnSource.Kind?

    package init(source: LineageNode, target: LineageNode, kind: ColumnSource.Kind? = nil) {
        self.source = source
        self.target = target
        self.kind = kind
    }
}
