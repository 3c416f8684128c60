import ArgumentParser
import BasinWire

/// `name=value` or `name:TYPE=value`: what stands behind the first equals sign is the value as it is.
struct QuerySetting: ExpressibleByArgument, Sendable {
    var argument: QueryArgument

    init?(argument text: String) {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let before = text[..<equals]
        let value = String(text[text.index(after: equals)...])
        if let colon = before.firstIndex(of: ":") {
            argument = QueryArgument(
                name: String(before[..<colon]), value: value, type: String(before[before.index(after: colon)...]))
        } else {
            argument = QueryArgument(name: String(before), value: value)
        }
        guard !argument.name.isEmpty else { return nil }
    }
}
