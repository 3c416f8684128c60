package import BasinCore
import Foundation

/// What events said of one thing, facet by facet, each with the time of the event that said it. Of two, the later one
/// counts, so that it does not matter in which order events come, or how often.
package struct FacetSet: Sendable, Hashable, Codable {
    struct Facet: Sendable, Hashable, Codable {
        var at: Timestamp
        var value: JSONTree
    }

    private var facets: [String: Facet] = [:]

    package init() {}

    package init(_ facets: [String: JSONTree], at: Timestamp) {
        self.facets = facets.mapValues { Facet(at: at, value: $0) }
    }

    package mutating func merge(_ other: FacetSet) {
        for (name, facet) in other.facets {
            guard let known = facets[name] else {
                facets[name] = facet
                continue
            }
            if Self.isLater(facet, than: known) { facets[name] = facet }
        }
    }

    /// Those that were not taken back (`_deleted`).
    package var current: [String: JSONTree] {
        facets.compactMapValues { $0.value["_deleted"]?.flag == true ? nil : $0.value }
    }

    package subscript(_ name: String) -> JSONTree? { current[name] }

    /// Bytes at most that the facets of one thing take. What would not fit any more is left out whole.
    static let mostBytes = 1 << 20

    private static func isLater(_ a: Facet, than b: Facet) -> Bool {
        guard a.at == b.at else { return a.at > b.at }
        // Of the same time: any rule that always says the same.
        return ((try? a.value.jsonText) ?? "") > ((try? b.value.jsonText) ?? "")
    }

    package init(text: String) throws {
        do {
            self = try JSONDecoder().decode(FacetSet.self, from: Data(text.utf8))
        } catch {
            throw BasinError(.damaged, "The metastore holds facets that cannot be read; restore it from a backup.")
        }
    }

    /// Throws `.tooLarge` when it is more than is kept of one thing.
    package var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let bytes = try encoder.encode(self)
            guard bytes.count <= Self.mostBytes else {
                throw BasinError(
                    .tooLarge, "The facets of one object would be more than \(Self.mostBytes) bytes; send fewer or smaller ones.")
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
