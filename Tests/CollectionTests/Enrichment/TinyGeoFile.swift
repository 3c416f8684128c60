import Foundation

/// A file in MaxMind's format with a few networks of our own: no data of anybody's is needed.
final class TinyGeoFile {
    struct Place: Equatable {
        var country: String?
        var region: String?
        var city: String?
    }

    let path: String

    /// By network: `81.2.69.0/24`, `2001:db8:1::/48`.
    static let sample: [String: Place] = [
        "81.2.69.0/24": Place(country: "GB", region: "ENG", city: "London"),
        "89.160.20.0/24": Place(country: "SE", region: "E", city: "Linköping"),
        "203.0.113.0/24": Place(country: "JP", region: nil, city: nil),
        "2001:db8:1::/48": Place(country: "NO", region: "03", city: "Oslo"),
    ]

    init(_ places: [String: Place]) throws {
        path = NSTemporaryDirectory() + "basin-\(UUID().uuidString).mmdb"
        try Data(Self.bytes(places)).write(to: URL(fileURLWithPath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private enum Child { case nothing, node(Int), data(Int) }

    static func bytes(_ places: [String: Place]) -> [UInt8] {
        var nodes: [[Child]] = [[.nothing, .nothing]]
        var data: [UInt8] = []
        for (network, place) in places.sorted(by: { $0.key < $1.key }) {
            let (bits, length) = self.bits(network)
            var node = 0
            for depth in 0..<length - 1 {
                let bit = bits[depth]
                if case .node(let next) = nodes[node][bit] { node = next } else {
                    nodes.append([.nothing, .nothing])
                    nodes[node][bit] = .node(nodes.count - 1)
                    node = nodes.count - 1
                }
            }
            nodes[node][bits[length - 1]] = .data(data.count)
            data += value(of: place)
        }
        var file: [UInt8] = []
        for node in nodes {
            for child in node {
                let number =
                    switch child {
                    case .nothing: nodes.count
                    case .node(let next): next
                    case .data(let offset): nodes.count + 16 + offset
                    }
                file += withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) }
            }
        }
        file += [UInt8](repeating: 0, count: 16) + data
        file += [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
        file += map([
            ("binary_format_major_version", number(2, type: 5)), ("binary_format_minor_version", number(0, type: 5)),
            ("build_epoch", [0x01, 0x02, 0x01]), ("database_type", text("Tiny-City")), ("description", map([])),
            ("ip_version", number(6, type: 5)), ("languages", [0x00, 0x04]),
            ("node_count", number(nodes.count, type: 6)), ("record_size", number(32, type: 5)),
        ])
        return file
    }

    private static func value(of place: Place) -> [UInt8] {
        var parts: [(String, [UInt8])] = []
        if let country = place.country { parts.append(("country", map([("iso_code", text(country))]))) }
        if let region = place.region { parts.append(("subdivisions", [0x01, 0x04] + map([("iso_code", text(region))]))) }
        if let city = place.city { parts.append(("city", map([("names", map([("en", text(city))]))]))) }
        return map(parts)
    }

    private static func text(_ text: String) -> [UInt8] {
        precondition(text.utf8.count < 29)
        return [0x40 | UInt8(text.utf8.count)] + Array(text.utf8)
    }

    private static func map(_ parts: [(String, [UInt8])]) -> [UInt8] {
        [0xE0 | UInt8(parts.count)] + parts.flatMap { text($0.0) + $0.1 }
    }

    private static func number(_ value: Int, type: UInt8) -> [UInt8] {
        [type << 5 | 2, UInt8(value >> 8), UInt8(value & 255)]
    }

    /// In a tree for IPv6, where IPv4 lies under 96 zeros.
    private static func bits(_ network: String) -> ([Int], Int) {
        let parts = network.split(separator: "/")
        let isV4 = !network.contains(":")
        var bytes = [UInt8](repeating: 0, count: 16)
        let length = Int(parts[1])! + (isV4 ? 96 : 0)
        _ = bytes.withUnsafeMutableBytes {
            inet_pton(isV4 ? AF_INET : AF_INET6, String(parts[0]), $0.baseAddress! + (isV4 ? 12 : 0))
        }
        return (bytes.flatMap { byte in (0..<8).map { Int(byte >> (7 - $0)) & 1 } }, length)
    }
}
