/// A file that pages take: style, scripts and the sign in the browser's tab. They are files in `Assets`, part of the program.
package struct WebAsset: Sendable {
    package var name: String
    package var type: String
    package var bytes: [UInt8]

    package static let all: [WebAsset] = [
        WebAsset(name: "basin.css", type: "text/css; charset=utf-8", bytes: PackageResources.basin_css),
        WebAsset(name: "basin.js", type: script, bytes: PackageResources.basin_js),
        WebAsset(name: "inspector.js", type: script, bytes: PackageResources.inspector_js),
        WebAsset(name: "lineage.js", type: script, bytes: PackageResources.lineage_js),
        WebAsset(name: "workspace.js", type: script, bytes: PackageResources.workspace_js),
        WebAsset(name: "basin.svg", type: "image/svg+xml", bytes: PackageResources.basin_svg),
    ]

    private static let script = "text/javascript; charset=utf-8"

    /// Says which content it is: a browser that has another one asks again, so that it may keep this one for ever.
    package static func address(_ name: String) -> String { addresses[name] ?? "/assets/" + name }

    private static let addresses: [String: String] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.name, "/assets/" + $0.name + "?" + String(fingerprint(of: $0.bytes), radix: 36)) })

    /// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/): tells versions of one file apart, no more.
    private static func fingerprint(of bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
