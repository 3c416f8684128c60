import BasinAPI
import BasinCollection
import BasinCore
import BasinDefinitions
import BasinMetastore
import BasinWire
import Synchronization

/// Event types, for lists of all of them and for one.
extension Platform {
    var eventServices: EventServices {
        EventServices(
            types: { try await self.eventTypes() }, type: { try await self.eventType($0) },
            examples: { try await self.eventExamples($0, server: $1) })
    }

    private func eventTypes() async throws -> [EventTypeSummary] {
        let pending = delivery.pendingRows()
        let since = lately
        return try await read { [delivery] snapshot in
            // Hours that so far are only in the log are open, too.
            var open: [UInt32: Set<Hour>] = [:]
            if !pending.isEmpty { for hour in try snapshot.openHours() { open[hour.typeID, default: []].insert(hour.hour) } }
            return try snapshot.eventTypeRecords(since: since).map { record in
                let waiting = pending[record.typeID] ?? 0
                let new = waiting == 0 ? 0 : delivery.pendingRows(typeID: record.typeID).keys.count { open[record.typeID]?.contains($0) != true }
                return Self.summary(record, since: since, pending: waiting, newHours: new)
            }
        }
    }

    /// The first of the 24 hours that lists count, the present one the last.
    private var lately: Hour { Hour(index: Hour(clock.now()).index - 23) }

    private static func summary(_ record: EventTypeRecord, since: Hour, pending: Int, newHours: Int) -> EventTypeSummary {
        EventTypeSummary(
            name: record.name, owner: record.owner, tier: record.tier, description: record.description, removed: record.isRemoved,
            deprecated: record.isDeprecated, since: since.start.description, ledger: totals(record.counts, pending: pending),
            openHours: record.openHours + newHours, lastEvent: record.lastReceived?.description, incidents: record.openIncidents,
            trouble: record.trouble)
    }

    private func eventType(_ name: String) async throws -> EventTypeDetail {
        let since = lately
        let problems = delivery.currentProblems()
        return try await read { [delivery] snapshot in
            let type = try Self.type(named: name, in: snapshot)
            guard let record = try snapshot.eventTypeRecords(named: name, since: since).first else {
                throw BasinError(.notFound, "There is no event type named \(name.prefix(80)).")
            }
            let pending = delivery.pendingRows(typeID: type.id)
            let waiting = pending.values.reduce(0, +)
            let new = try pending.keys.count { try snapshot.hour(typeID: type.id, $0) == nil }
            let definition = type.definition
            return EventTypeDetail(
                summary: Self.summary(record, since: since, pending: waiting, newHours: new),
                contact: try snapshot.teams().first { $0.name == definition.owner }?.contact,
                retentionDays: definition.retentionDays, unknownFields: definition.unknownFields.rawValue,
                compatibility: definition.compatibility.rawValue, limit: definition.limits?.rate?.description,
                quota: definition.limits?.quota,
                deprecation: definition.deprecation.map {
                    DeprecationSummary(note: $0.note, successor: $0.successor, until: $0.until)
                },
                schemaVersion: type.schema.version, fields: type.schema.fields.map(Self.summary),
                totals: Self.totals(try snapshot.ledger(typeID: type.id), pending: waiting), firstHour: type.firstHour.description,
                sealedBefore: try snapshot.delivery(typeID: type.id)?.sealedBefore.description, problem: problems[type.id],
                incidents: try snapshot.incidents(typeID: type.id, limit: 20).map { Self.summary($0, of: name) })
        }
    }

    private static func summary(_ field: Field) -> EventFieldSummary {
        EventFieldSummary(
            name: field.name, type: field.type.description, required: field.isRequired, classification: field.classification.rawValue,
            subject: field.isSubject, description: field.description, deprecated: field.deprecation,
            filledBy: field.derivation?.value.enrichment.rawValue)
    }

    private static func summary(_ incident: Incident, of type: String) -> IncidentSummary {
        IncidentSummary(
            id: Int(incident.id), type: type, kind: incident.kind.rawValue, hour: incident.hour?.description,
            message: incident.message, openedAt: incident.openedAt.description, closedAt: incident.closedAt?.description)
    }

    private func eventExamples(_ name: String, server: String) async throws -> [EventExample] {
        let type = try await read { try Self.type(named: name, in: $0) }
        let example = try CodeExample(type.definition, server: server)
        func setup(_ language: String) -> String { "basin codegen \(language) \(type.name) --output ." }
        return [
            EventExample(language: "curl", code: example.curl),
            EventExample(language: "swift", setup: setup("swift"), code: example.swift),
            EventExample(language: "typescript", setup: setup("typescript"), code: example.typescript),
            EventExample(language: "python", setup: setup("python"), code: example.python),
        ]
    }
}
