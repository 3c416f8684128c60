import BasinCollection
import BasinCore
import BasinEngines
import BasinMetastore

/// The same events delivered anew with the same keys: another metastore and warehouse in the same folder.
enum EnrichedRowsAgain {
    static func files(of event: String, like setup: EnrichedType) throws -> [[String?]] {
        let metastore = try Metastore(path: setup.folder.path + "/again.sqlite")
        try metastore.write { try $0.store(teams: [], types: [setup.type]) }
        let delivery = try Delivery(
            dataFolder: setup.folder.path, metastore: metastore, keys: setup.keys, clock: setup.folder.clock,
            geo: setup.geo)
        delivery.use([setup.type])
        let batch = try setup.batch([event])
        delivery.receive([
            LogFrame(position: 1, receivedTime: setup.folder.clock.now(), sections: batch.sections)
        ])
        delivery.flushAllNow()
        return try EnrichedType.rows("SELECT * FROM t", in: metastore)
    }
}
