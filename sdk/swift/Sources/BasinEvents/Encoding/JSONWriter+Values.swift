import Foundation

extension JSONWriter {
    /// Writes a value of any type where the next one goes. Types are compared before they are cast: casts are slow.
    func value<Value: Encodable>(_ value: Value, _ path: @autoclosure () -> [any CodingKey]) throws {
        if Value.self == String.self, let string = value as? String {
            text.string(string)
        } else if Value.self == Date.self, let date = value as? Date {
            guard let time = WallTime(date) else {
                throw error("A date of an event is outside of the years 1 to 9999.", path())
            }
            text.time(time)
        } else if Value.self == UUID.self, let uuid = value as? UUID {
            text.string(uuid.uuidString.lowercased())
        } else if Value.self == URL.self, let url = value as? URL {
            text.string(url.absoluteString)
        } else if Value.self == Data.self, let data = value as? Data {
            text.string(data.base64EncodedString())
        } else if Value.self == Decimal.self, let decimal = value as? Decimal {
            text.string(decimal.description)
        } else {
            let depth = depth
            let start = text.bytes.count
            try value.encode(to: ValueEncoder(writer: self, depth: depth, codingPath: path()))
            if let failure { throw failure }
            if text.bytes.count == start { text.raw("{}") }
            close(to: depth)
        }
    }
}
