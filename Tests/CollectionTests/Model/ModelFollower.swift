import BasinCore
import BasinManagement
import BasinMetastore
import Foundation

/// Takes the events of each type in the order of receipt, now and then, and begins again each time with nothing but the
/// cursor that it was given last.
struct ModelFollower {
    /// What was taken, in order.
    private var taken: [UInt32: [ModelEvent.Identity]] = [:]
    private var cursors: [UInt32: String] = [:]

    /// Takes what there is of one type, a few events at a time.
    /// - Returns: what is wrong.
    mutating func follow(_ type: AppliedEventType, _ metastore: Metastore, pageEvents: Int) throws -> [String] {
        var options = EventStream.Options()
        options.pageEvents = pageEvents
        let stream = EventStream(metastore: metastore, options: options)
        while true {
            let position =
                try cursors[type.id].map { try stream.position(of: $0, type).position } ?? stream.beginning(of: type)
            let page = try stream.page(type.id, after: position)
            guard page.events > 0 else { return [] }
            let lines = String(decoding: page.bytes, as: UTF8.self).split(separator: "\n")
            guard lines.count == page.events else { return ["a page of \(page.events) events has \(lines.count) lines"] }
            for line in lines {
                let entry = try JSONDecoder().decode(Entry.self, from: Data(line.utf8))
                cursors[type.id] = entry.cursor
                taken[type.id, default: []].append(
                    ModelEvent.Identity(typeID: type.id, source: entry.event.source, id: entry.event.id))
            }
        }
    }

    /// Everything that the table holds was taken, each event once, in one order.
    func judge(_ rows: [ModelRow]) -> [String] {
        let expected = Dictionary(grouping: rows, by: \.identity.typeID).mapValues { rows in
            rows.sorted { a, b in
                (a.received, a.identity.source, a.identity.id) < (b.received, b.identity.source, b.identity.id)
            }.map(\.identity)
        }
        return Set(expected.keys).union(taken.keys).sorted().compactMap { id in
            let (table, stream) = (expected[id] ?? [], taken[id] ?? [])
            guard table != stream else { return nil }
            let first = zip(table, stream).enumerated().first { $0.element.0 != $0.element.1 }
            return "type \(id): the table holds \(table.count) events, \(stream.count) were taken in order; the first "
                + "difference is at \(first.map { "\($0.offset): \($0.element)" } ?? "the end")"
        }
    }

    private struct Entry: Decodable {
        struct Event: Decodable {
            var source: String
            var id: String
        }
        var cursor: String
        var event: Event
    }
}
