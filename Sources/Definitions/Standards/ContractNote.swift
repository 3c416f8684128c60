/// Something that a data contract says and the definition made of it does not.
package struct ContractNote: Sendable, Hashable, CustomStringConvertible {
    /// `table.column`, or a key of the contract.
    package var path: String
    package var text: String

    package var description: String { "\(printable(path, limit: 200)): \(printable(text, limit: 300))" }
}
