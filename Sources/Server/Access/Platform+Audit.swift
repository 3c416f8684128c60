import BasinAPI
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire
import Logging
import NIOCore
import Synchronization

/// What was done, and by whom.
extension Platform {
    func audit(_ action: AuditedAction) async throws -> Int {
        try await auditLog.append(
            AuditEntry(
                person: action.principal.name, token: action.principal.token, action: action.action, object: action.object,
                outcome: action.outcome, details: action.details))
    }

    /// Writes down how often what was refused was tried again.
    func auditRepeatedRefusals(all: Bool = false) async {
        for action in requestRules.refusals.due(all: all) { _ = try? await audit(action) }
    }

    /// Notes in the metastore how far the audit log reached, so that a cut end shows.
    func noteAudit() throws {
        let head = auditLog.head
        let noted = auditNoted.withLock { $0 }
        guard head.number > 0, head != noted else { return }
        let now = clock.now()
        try metastore.write {
            try $0.note(
                AuditAnchor(number: head.number, mac: head.mac, notedAt: now), after: noted.map { ($0.number, $0.mac) })
        }
        auditNoted.withLock { $0 = head }
    }

    /// Whether the log still holds what was noted of it last. What it lost stays noted, and `verify` tells it for ever.
    static func lastNoted(_ log: AuditLog, _ metastore: Metastore, _ logger: Logger) throws -> AuditHead? {
        guard let anchor = try metastore.read({ try $0.auditAnchors() }).last else { return nil }
        let head = AuditHead(number: anchor.number, mac: anchor.mac)
        if try log.holds(head) { return head }
        logger.error(
            "the audit log is not what it was: records are missing or were changed; see basin audit verify",
            metadata: ["record": "\(head.number)"])
        return nil
    }

    func auditRecords(
        of person: String?, on object: String?, _ action: String?, before: Int?, limit: Int
    ) async throws -> AuditAnswer {
        let filter = AuditFilter(person: person, object: object, action: action, before: before)
        let found = try await auditing.run { [auditLog] in try auditLog.search(filter, limit: limit) }
        return AuditAnswer(records: found.records.map(AuditLine.init), next: found.next, lookedBackTo: found.lookedBackTo?.description)
    }

    func verifyAudit(_ given: String?) async throws -> AuditVerification {
        let own = try given.map { text -> AuditHead in
            guard let head = AuditHead(text) else {
                throw BasinError(.invalid, "`head` is not NUMBER:HEX, as an earlier verification gave it.")
            }
            return head
        }
        let verdict = try await auditing.run { [auditLog, metastore] in
            let anchors = try metastore.read { try $0.auditAnchors() }.map { AuditHead(number: $0.number, mac: $0.mac) }
            return try auditLog.verify([own].compactMap(\.self) + anchors)
        }
        return AuditVerification(
            records: verdict.records, head: verdict.head?.description, isWhole: verdict.isWhole, problems: verdict.problems)
    }

    func exportAudit(_ departure: Departure) async throws -> QueryAnswer {
        let pieces = QueryPieces()
        auditing.start { [auditLog] in
            pieces.finish(Result { try auditLog.export { try pieces.put($0) } })
        }
        departure.whenGone { pieces.abandon() }
        return QueryAnswer(
            contentType: "application/x-ndjson", headers: ["Cache-Control": "no-store"],
            body: AsyncThrowingStream { try await pieces.next() })
    }
}

extension AuditLine {
    fileprivate init(_ record: AuditRecord) {
        self.init(
            number: record.number, at: record.at.description, person: record.entry.person, token: record.entry.token,
            action: record.entry.action, object: record.entry.object, outcome: record.entry.outcome.rawValue,
            details: record.entry.details)
    }
}
