package import BasinCore

/// What was used, in one line of the sums.
package struct UsageRecord: Sendable, Hashable {
    package var kind: UsageKind
    /// Nil: of no dataset.
    package var datasetID: UInt32?
    /// Who asked; nil where nobody did.
    package var account: String?
    package var usage: Usage

    package init(kind: UsageKind, datasetID: UInt32?, account: String? = nil, usage: Usage) {
        self.kind = kind
        self.datasetID = datasetID
        self.account = account
        self.usage = usage
    }
}
