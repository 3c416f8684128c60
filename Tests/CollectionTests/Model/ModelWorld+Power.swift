import BasinCore
import BasinMetastore
import Foundation

/// What a loss of power takes.
extension ModelWorld {
    /// Of what was written and not synced, anything may be there: less, zeros, or a part.
    func tearSegments() throws {
        for (name, bytes) in cutOff.sorted(by: { $0.key < $1.key }) {
            guard Bool.random(using: &generator), let file = FileHandle(forUpdatingAtPath: deadPath + "/log/" + name)
            else { continue }
            try file.seekToEnd()
            try file.write(contentsOf: bytes)
            try file.close()
            hasComeBack = true
        }
        for (name, size) in segmentSizes(deadPath).sorted(by: { $0.key < $1.key }) {
            let durable = durableBytes[name] ?? 0
            guard size > durable, cutOff[name] == nil else { continue }
            try tear(deadPath + "/log/" + name, from: durable, size: size)
        }
    }

    /// Files that are not in the metastore were promised to nobody.
    func tearWhatNobodyKnows() throws {
        let known = try metastore.read { try $0.knownPaths() }.union(
            try ModelView(metastore).identityRuns)
        for root in ["/warehouse", "/quarantine", "/identities"] {
            let names = FileManager.default.enumerator(atPath: folder.path + root)?.compactMap { $0 as? String } ?? []
            for name in names.sorted() where name.hasSuffix(".parquet") || name.contains(".ids") {
                let path = folder.path + root + "/" + name
                let own = name.split(separator: "/").last.map(String.init) ?? name
                guard !known.contains(path), !known.contains(own) else { continue }
                let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
                try tear(path, from: 0, size: size)
            }
        }
    }

    func keepWhatWillBeCut() {
        guard let (name, _) = segmentSizes(folder.path).max(by: { $0.key < $1.key }),
            let bytes = FileManager.default.contents(atPath: folder.path + "/log/" + name)
        else { return }
        cutOff[name] = bytes.dropFirst(durableBytes[name] ?? 32)
    }

    private func tear(_ path: String, from start: Int, size: Int) throws {
        // Names and sizes differ from run to run; what the walk draws afterwards may not.
        var generator = SeededGenerator(generator.next())
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return
        case 1: truncate(path, off_t(Int.random(in: start...size, using: &generator)))
        default:
            guard size > start, let file = FileHandle(forUpdatingAtPath: path) else { return }
            let from = Int.random(in: start..<size, using: &generator)
            let count = Int.random(in: 1...(size - from), using: &generator)
            try file.seek(toOffset: UInt64(from))
            try file.write(contentsOf: Data(count: count))
            try file.close()
        }
    }

    func segmentSizes(_ path: String) -> [String: Int] {
        var sizes: [String: Int] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path + "/log")) ?? []
        where name.hasSuffix(".segment") {
            var information = stat()
            if stat(path + "/log/" + name, &information) == 0 { sizes[name] = Int(information.st_size) }
        }
        return sizes
    }
}
