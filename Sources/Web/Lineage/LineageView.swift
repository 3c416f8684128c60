/// What a lineage page is asked to show, as it stands in its address.
package struct LineageView: Sendable, Equatable {
    package var dataset: String
    /// Nil: datasets as a whole.
    package var column: String?
    /// `up`, `down` or `both`.
    package var direction: String
    /// Steps at most.
    package var depth: Int
    /// Groups that are drawn open, each by its key.
    package var open: [String]

    package static let directions = ["both", "up", "down"]
    package static let usualDepth = 2
    /// Steps that can be chosen.
    package static let depths = [1, 2, 3, 5, 10, 20, 100]

    package init(dataset: String, column: String? = nil, direction: String = "both", depth: Int = usualDepth, open: [String] = []) {
        self.dataset = dataset
        self.column = column
        self.direction = direction
        self.depth = depth
        self.open = open
    }

    /// What is usual is not said.
    package var address: Address {
        var address = Address("datasets", dataset, "lineage").with("column", column)
            .with("direction", direction == "both" ? nil : direction).with("depth", depth == Self.usualDepth ? nil : String(depth))
        for key in open { address = address.with("open", key) }
        return address
    }

    /// The same from another dataset on, or of another column.
    func of(_ dataset: String, column: String? = nil) -> LineageView {
        var view = self
        view.dataset = dataset
        view.column = column
        view.open = []
        return view
    }

    func opening(_ key: String) -> LineageView {
        var view = self
        if !view.open.contains(key) { view.open.append(key) }
        return view
    }

    func closing(_ key: String) -> LineageView {
        var view = self
        view.open.removeAll { $0 == key }
        return view
    }
}
