import BasinClient
import BasinCore
import BasinWire
import Foundation

/// How `basin tail` prints what it is told.
struct TailLines: Sendable {
    var format: TailCommand.Format
    private static let columns = [8, 24]

    init(format: TailCommand.Format) { self.format = format }

    var title: String { format == .json ? "" : Self.row("RECEIVED", "TYPE", "EVENT") }

    func line(_ event: ServerSentEvent) throws -> String {
        guard format == .table else {
            // One object a line, told which it is.
            return "{\"verdict\":\"\(event.name)\"," + event.data.dropFirst() + "\n"
        }
        let told = try decode(WatchedEvent.self, event)
        let time = String(told.receivedtime.dropFirst(11).prefix(8))
        let type = told.type ?? "(not known)"
        if event.name == "refused" {
            let field = told.field.map { " \($0)" } ?? ""
            return Self.row(time, type, "REFUSED \(told.code ?? "")\(field): \(told.message ?? "")")
        }
        return Self.row(time, type, [told.id, Self.fields(of: event.data)].compactMap(\.self).joined(separator: "  "))
    }

    /// Beside the events, so that these may go into a file or another program.
    func skipped(_ skipped: SkippedEvents) {
        let shown = skipped.notShown > 0 ? [Figures.count(skipped.notShown, "event") + " not shown"] : []
        let checked = skipped.notChecked > 0 ? ["\(skipped.notChecked) not checked"] : []
        Terminal.printError("basin: \((shown + checked).joined(separator: ", ")): there are too many.")
    }

    func decode<Value: Decodable>(_ type: Value.Type, _ event: ServerSentEvent) throws -> Value {
        do {
            return try WireJSON.decode(type, from: Array(event.data.utf8))
        } catch {
            throw BasinError(.system, "The server's answer is not what this version expects; is it Basin, and as new?")
        }
    }

    /// `song=Help! length_s=30.5`, in the order of the names.
    private static func fields(of data: String) -> String {
        guard let event = try? JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any],
            let fields = event["data"] as? [String: Any]
        else { return "" }
        return fields.sorted { $0.key < $1.key }.map { name, value in "\(name)=\(text(value))" }.joined(separator: " ")
    }

    private static func text(_ value: Any) -> String {
        if let text = value as? String { return text.contains(" ") ? "\"\(text)\"" : text }
        let data = try? JSONSerialization.data(
            withJSONObject: value, options: [.fragmentsAllowed, .withoutEscapingSlashes, .sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func row(_ cells: String...) -> String {
        var line = ""
        for (cell, width) in zip(cells, columns + [0]) {
            let cell = Terminal.printable(cell)
            line += cell + String(repeating: " ", count: max(0, width - cell.displayWidth)) + (width > 0 ? "  " : "")
        }
        return line + "\n"
    }
}
