/// What OpenLineage calls a dataset or a job by: the place, as `postgres://host:5432`, and the name there.
package struct LineageName: Sendable, Hashable, Comparable {
    package var namespace: String
    package var name: String

    package init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// As people read and give it: `postgres://host:5432:db.public.orders`. Both parts may hold colons.
    package var joined: String { namespace + ":" + name }

    package static func < (a: LineageName, b: LineageName) -> Bool {
        (a.namespace, a.name) < (b.namespace, b.name)
    }
}
