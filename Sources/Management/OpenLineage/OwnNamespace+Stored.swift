package import BasinCore
package import BasinMetastore

extension OwnNamespace {
    /// The id of Basin's own dataset or event type of this name; nil for those of others, and for names that Basin does
    /// not know.
    package func datasetID(_ name: LineageName, in snapshot: Snapshot) throws -> UInt32? {
        guard name.namespace == text else { return nil }
        return try snapshot.dataset(named: name.name)?.dataset.id ?? snapshot.eventType(named: name.name)?.id
    }
}
