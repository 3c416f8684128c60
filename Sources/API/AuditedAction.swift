package import BasinCore
import HTTPTypes

/// What the doors tell the audit log of one request.
package struct AuditedAction: Sendable, Equatable {
    package var principal: Principal
    /// Method and path, as the route has it: `POST /api/v1/apply`.
    package var action: String
    package var object: String?
    package var outcome: AuditOutcome
    package var details: [String: String]

    package init(
        _ principal: Principal, _ action: String, object: String?, outcome: AuditOutcome, details: [String: String] = [:]
    ) {
        self.principal = principal
        self.action = action
        self.object = object
        self.outcome = outcome
        self.details = details
    }
}

extension Route {
    /// Its name in the audit log.
    var action: String { "\(method.rawValue) \(path)" }
}
