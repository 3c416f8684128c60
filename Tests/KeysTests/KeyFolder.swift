import BasinCore
import BasinKeys
import BasinMetastore
import Foundation

/// A folder of a test's own, with a data folder in it; gone with the object.
final class KeyFolder {
    let path: String
    var data: String { path + "/data" }
    var database: String { data + "/" + KeyStore.fileName }
    var keyFile: String { data + ".key" }

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/basin-keys-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path + "/data", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(environment: [String: String] = [:], file: String? = nil) throws -> KeyStore {
        try KeyStore.open(dataFolder: data, masterKeyFile: file, environment: environment)
    }

    /// Every byte of the key database, its write-ahead log and its shared memory.
    func everyByte() throws -> Data {
        var bytes = Data()
        for name in try FileManager.default.contentsOfDirectory(atPath: data) {
            bytes += try Data(contentsOf: URL(fileURLWithPath: data + "/" + name))
        }
        return bytes
    }

    func write(_ text: String, to path: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
}

func code(_ body: () throws -> some Any) -> BasinError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? BasinError)?.code ?? BasinError.Code(rawValue: "another kind of error")
    }
}

func hex(_ text: String) -> [UInt8] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0 }
}

func secret(_ bytes: [UInt8]) throws -> SecretKey { try bytes.withUnsafeBytes { try SecretKey(copying: $0) } }
