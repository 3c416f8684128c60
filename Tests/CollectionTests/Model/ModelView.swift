import BasinCore
import BasinMetastore

/// What the metastore says at one moment.
struct ModelView {
    var deliveries: [UInt32: DeliveryRecord]
    var hours: [HourRecord] = []
    var files: [FileRecord] = []
    var sealedFiles: [FileRecord] = []
    var quarantine: [FileRecord] = []
    var eventHours: [UInt32: EventHours] = [:]
    /// Subject to the look-back, names only.
    var identityRuns: Set<String> = []

    init(_ metastore: Metastore) throws {
        self = try metastore.read { snapshot in
            var view = ModelView(deliveries: [:])
            for record in try snapshot.deliveries() { view.deliveries[record.typeID] = record }
            for id in ModelTypes.ids {
                view.hours += try snapshot.hours(typeID: id, in: Hour(index: 0)..<Hour(index: 1 << 40))
                view.files += try snapshot.files(typeID: id)
                view.sealedFiles += try snapshot.files(typeID: id, sealedOnly: true)
                view.quarantine += try snapshot.files(typeID: id, kind: .quarantine)
                view.eventHours[id] = try snapshot.eventHours(typeID: id)
                view.identityRuns.formUnion(try snapshot.identityRuns(typeID: id).map(\.name))
            }
            return view
        }
    }

    private init(deliveries: [UInt32: DeliveryRecord]) { self.deliveries = deliveries }
}
