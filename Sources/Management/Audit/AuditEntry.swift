package import BasinCore

/// What is written down of one thing that somebody did or tried.
///
/// Nothing personal of a subject belongs in one: no value, no SQL, no id. Names of accounts do.
package struct AuditEntry: Sendable, Equatable {
    /// The account.
    package var person: String
    /// The token that it showed, by name.
    package var token: String?
    /// What for a program: `POST /api/v1/apply`, `read`, `login` …
    package var action: String
    /// What it was done to: a dataset, a key, a grant.
    package var object: String?
    /// `begun`, `done`, `refused`, `failed`.
    package var outcome: AuditOutcome
    /// More, by name, in a few words each.
    package var details: [String: String]

    package init(
        person: String, token: String? = nil, action: String, object: String? = nil, outcome: AuditOutcome,
        details: [String: String] = [:]
    ) {
        self.person = person
        self.token = token
        self.action = action
        self.object = object
        self.outcome = outcome
        self.details = details
    }
}
