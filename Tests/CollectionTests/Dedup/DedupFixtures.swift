import BasinCollection
import BasinCore
import Glibc
import Testing

/// A folder of its own for one test, removed with it.
final class DedupFolder {
    let parent: String
    /// Does not exist before the index writes its first file.
    var path: String { parent + "/dedup" }

    init() throws {
        var template = Array("/tmp/basin-dedup-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw BasinError(.system, "No temporary folder could be made.") }
        parent = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in (try? IdentityIndex.orphans(in: path, listed: [])) ?? [] { unlink(path + "/" + name) }
        rmdir(path)
        rmdir(parent)
    }

    func remove(_ name: String) { unlink(path + "/" + name) }

    func read(_ name: String) throws -> [UInt8] {
        let descriptor = open(path + "/" + name, O_RDONLY)
        guard descriptor >= 0 else { throw BasinError(.system, "The file \(name) could not be opened.") }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        var bytes = [UInt8](repeating: 0, count: size)
        guard pread(descriptor, &bytes, size, 0) == size else {
            throw BasinError(.system, "The file \(name) could not be read.")
        }
        return bytes
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw BasinError(.system, "The file \(name) could not be made.") }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw BasinError(.system, "The file \(name) could not be written.")
        }
    }
}

/// SplitMix64: the same numbers in every run of a test.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// How the identities of a test are spread.
enum HashShape: String, CaseIterable, CustomTestStringConvertible {
    case even, equalPrefix, equalSuffix, extremes, dense, powers

    var testDescription: String { rawValue }

    func hash(_ number: Int) -> IdentityHash {
        var generator = SeededGenerator(UInt64(number) &* 0x2545_F491_4F6C_DD1D)
        let n = UInt64(number)
        switch self {
        case .even: return IdentityHash(high: generator.next(), low: generator.next())
        case .equalPrefix: return IdentityHash(high: 0x5555_5555_5555_5555, low: generator.next())
        case .equalSuffix: return IdentityHash(high: generator.next(), low: 0)
        case .extremes:
            // Half at the very bottom, half at the very top.
            return number % 2 == 0 ? IdentityHash(high: 0, low: n) : IdentityHash(high: .max, low: .max - n)
        case .dense: return IdentityHash(high: n, low: n)
        case .powers: return IdentityHash(high: 1 << (n % 64), low: n / 64)
        }
    }
}

extension IdentityHash {
    static func numbered(_ number: Int) -> IdentityHash { HashShape.even.hash(number) }
}
