import HTTPTypes
import Hummingbird

/// Where a reader reached this server, as far as the request tells. For text to be copied; nothing is decided by it.
struct OwnAddress: Sendable, Equatable {
    /// `https://basin.example:8443`.
    var base: String
    /// Without a port.
    var host: String

    init(_ door: DoorRequest) {
        let request = door.request
        let isTLS =
            door.context.isEncrypted || request.headers[.forwardedProto]?.lowercased() == "https"
            || request.headers[.referer]?.lowercased().hasPrefix("https://" + (request.head.authority ?? "").lowercased()) == true
        self.init(authority: request.head.authority, isTLS: isTLS)
    }

    init(authority: String?, isTLS: Bool) {
        let named = authority.flatMap { text -> String? in
            let isName = text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[")
                    || byte == UInt8(ascii: "]") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
            return isName && !text.isEmpty && text.utf8.count <= 255 ? text : nil
        }
        let authority = named ?? "127.0.0.1:8080"
        base = (isTLS ? "https://" : "http://") + authority
        host =
            authority.hasPrefix("[")
            ? String(authority.dropFirst().prefix { $0 != "]" }) : String(authority.prefix { $0 != ":" })
    }
}

extension HTTPField.Name {
    fileprivate static let forwardedProto = Self("X-Forwarded-Proto")!
}
