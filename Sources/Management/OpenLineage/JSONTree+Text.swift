package import BasinCore
import Foundation

extension JSONTree {
    /// Reads JSON of somebody who may mean harm: the depth is looked at before anything is built.
    /// - Throws: `.invalid` when it is no JSON, or nested deeper.
    package init(json bytes: [UInt8], deepest: Int = 64) throws {
        var depth = 0, isText = false, isEscaped = false
        for byte in bytes {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isText: isEscaped = true
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "{") where !isText, UInt8(ascii: "[") where !isText: depth += 1
            case UInt8(ascii: "}") where !isText, UInt8(ascii: "]") where !isText: depth -= 1
            default: break
            }
            guard depth <= deepest else {
                throw BasinError(.invalid, "The JSON is nested deeper than \(deepest) levels; send it flatter.")
            }
        }
        do {
            self = try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
        } catch {
            throw BasinError(.invalid, "The body is not valid JSON; encode it again.")
        }
    }

    /// The JSON in UTF-8, keys sorted: the same value gives the same bytes.
    package var json: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }

    package var jsonText: String {
        get throws { String(decoding: try json, as: UTF8.self) }
    }
}
