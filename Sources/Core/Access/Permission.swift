/// What an account may do, whatever the dataset. Every route asks for one.
package enum Permission: String, Sendable, Codable, CaseIterable {
    /// Find what there is and how it is: catalog, lineage, hours, runs. Nothing of what rows hold.
    case find
    /// Read rows.
    case query
    /// Change definitions and what pipelines do, bring in files, look at refused events.
    case develop
    /// Say who may read what.
    case govern
    /// Read and verify the audit log, and see who may do what.
    case audit
    /// Accounts and their tokens, write keys, backups.
    case administer
}
