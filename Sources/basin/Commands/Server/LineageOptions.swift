import ArgumentParser
import BasinCore
import BasinServer

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a server calls its data towards others, and whom it tells of its runs.
struct LineageOptions: ParsableArguments {
    @Option(
        name: .customLong("lineage-namespace"),
        help:
            "What others call this server's datasets by, as basin://music.example.com. (default: BASIN_LINEAGE_NAMESPACE, else basin://local)"
    )
    var namespace: String?

    @Option(
        name: .customLong("openlineage-url"),
        help:
            "A server that is told of runs by events of OpenLineage, as http://marquez:5000. (default: BASIN_OPENLINEAGE_URL, else none)"
    )
    var url: String?

    @Option(
        name: .customLong("openlineage-key-file"),
        help:
            "A file with the key that this server wants, sent as bearer token. (default: BASIN_OPENLINEAGE_KEY_FILE, else none)"
    )
    var keyFile: String?

    func apply(to options: inout PlatformOptions) throws {
        options.exportsLineage = true
        options.namespace = try LocalPlatform.namespace(namespace)
        guard let url = url ?? LocalPlatform.setting("BASIN_OPENLINEAGE_URL") else { return }
        let key = try (keyFile ?? LocalPlatform.setting("BASIN_OPENLINEAGE_KEY_FILE")).map { path in
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw BasinError(
                    .notFound, "The file of --openlineage-key-file cannot be read; look at its path and mode.")
            }
            return text.split(separator: "\n").first.map(String.init) ?? ""
        }
        options.lineageTarget = try LineageTarget(url, key: key)
    }
}
