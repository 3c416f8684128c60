import BasinCollection
import BasinCore
import BasinMetastore
import BasinTracing

extension Tracer {
    /// What delivery did, as a trace of its own: it belongs to no request, however many sent its events.
    func record(_ step: DeliveryStep) {
        var attributes: [Attribute] = []
        if let type = step.type { attributes.append(Attribute(.eventType, type)) }
        if let hour = step.hours.last { attributes.append(Attribute(.hour, hour.description)) }
        if step.hours.count > 1 { attributes.append(Attribute(.hours, step.hours.count)) }
        if step.failure == nil {
            attributes += [
                Attribute(.received, step.counts.received), Attribute(.delivered, step.counts.delivered),
                Attribute(.duplicate, step.counts.duplicate), Attribute(.quarantined, step.counts.quarantined),
                Attribute(.files, step.files), Attribute(.bytes, step.bytes),
            ]
        }
        let name =
            switch step.kind {
            case .delivery: "basin.deliver"
            case .seal: "basin.seal"
            }
        record(name, took: step.took, attributes, failure: step.failure?.rawValue)
    }
}
