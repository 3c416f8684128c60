/// A scarce thing that runs share, as declared in `pools.yaml`: a database that stands few connections, a licence.
package struct Pool: Sendable, Hashable, Codable {
    package var name: String
    /// Runs that may use it at once, 1 at least.
    package var slots: Int

    package init(name: String, slots: Int) {
        self.name = name
        self.slots = slots
    }
}
