/// One question to Marquez's API.
package struct MarquezRequest: Sendable {
    /// What is asked for, by its path.
    package enum Resource: Sendable, Equatable {
        case namespaces
        case namespace(String)
        case datasets(namespace: String)
        case dataset(namespace: String, name: String)
        case versions(namespace: String, name: String)
        case version(namespace: String, name: String, version: String)
        case jobs(namespace: String?)
        case job(namespace: String, name: String)
        case runs(namespace: String, name: String)
        case run(String)
        case runFacets(String, isJob: Bool)
        case lineage(nodeID: String, depth: Int)
        case columnLineage(nodeID: String, depth: Int, withDownstream: Bool)
        case search(text: String, kind: String?, namespace: String?, sort: String?)
        case events(before: String?, after: String?, oldestFirst: Bool)
        case tags
        case sources
    }

    package var resource: Resource
    /// Entries of a list at most, and how many of them are left out at its beginning.
    package var limit: Int
    package var offset: Int

    package init(_ resource: Resource, limit: Int = 100, offset: Int = 0) {
        self.resource = resource
        self.limit = limit
        self.offset = offset
    }
}
