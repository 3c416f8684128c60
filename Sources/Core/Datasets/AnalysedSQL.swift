/// What the SQL of a dataset says about itself.
package struct AnalysedSQL: Sendable, Hashable {
    /// Names of the event types and datasets that it reads; its own too, where it reads its previous partition.
    package var reads: Set<String>
    /// The output, in order, with classifications and sources. Ids are 0.
    package var columns: [DatasetColumn]

    package init(reads: Set<String>, columns: [DatasetColumn]) {
        self.reads = reads
        self.columns = columns
    }
}
