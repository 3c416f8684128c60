import BasinCore
import BasinWarehouse
import Foundation

/// Where delivery puts its files in the data folder.
struct DeliveryPaths: Sendable {
    let dataFolder: String

    /// A table's folder: `warehouse/basin/<table>`.
    func table(_ folder: String) -> String { dataFolder + "/warehouse/basin/" + folder }

    func newEventFile(table: String, hour: Hour, schemaVersion: Int) throws -> String {
        try newFile(in: self.table(table) + "/data", "\(hour)-v\(schemaVersion)")
    }

    func newQuarantineFile(typeID: UInt32, hour: Hour) throws -> String {
        try newFile(in: dataFolder + "/quarantine/\(typeID)", "\(hour)")
    }

    func identities(typeID: UInt32) -> String { dataFolder + "/identities/\(typeID)" }

    private func newFile(in folder: String, _ name: String) throws -> String {
        try DurableFile.createFolder(folder)
        return folder + "/\(name)-\(UUID().uuidString.lowercased()).parquet"
    }
}
