package import BasinCore

/// A dataset as it is called, and how it is cut: as much as a list of its runs needs.
package struct DatasetShape: Sendable, Hashable {
    package var name: String
    package var granularity: Granularity

    package init(name: String, granularity: Granularity) {
        self.name = name
        self.granularity = granularity
    }

    package init(_ dataset: AppliedDataset) {
        self.init(name: dataset.name, granularity: dataset.definition.granularity)
    }
}
