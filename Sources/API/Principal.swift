/// Who is asking.
package struct Principal: Sendable, Equatable {
    package var name: String
    package init(name: String) { self.name = name }
}
