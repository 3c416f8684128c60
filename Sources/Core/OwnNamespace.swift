/// What Basin calls its own datasets and pipelines towards others.
package struct OwnNamespace: Sendable, Hashable {
    /// `basin://music.example.com`. Others that name a dataset in it mean Basin's.
    package let text: String

    package static let standard = OwnNamespace(unchecked: "basin://local")

    /// - Throws: `.invalid` unless it is `basin://` and a name of letters, digits, `.`, `-`, `_` and `:`.
    package init(_ text: String) throws {
        let name = text.dropFirst(Self.scheme.count)
        guard text.hasPrefix(Self.scheme), (1...200).contains(name.utf8.count),
            name.utf8.allSatisfy({ byte in
                (48...58).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95].contains(byte)
            })
        else {
            throw BasinError(
                .invalid, "The lineage namespace must be basin:// and a name of letters, digits, dots and dashes, as basin://music.example.com.")
        }
        self.text = text
    }

    private init(unchecked text: String) { self.text = text }
    private static let scheme = "basin://"

    package func name(_ dataset: String) -> LineageName { LineageName(namespace: text, name: dataset) }
}
