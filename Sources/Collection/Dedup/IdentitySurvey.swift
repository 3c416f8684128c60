package import BasinMetastore

/// Identity runs of a data folder at rest, compared with what the metastore lists. Changes nothing; blocks.
package enum IdentitySurvey {
    /// What is wrong with a run, or nil: it is missing, is another, or does not match its checksums.
    package static func problem(of record: IdentityRunRecord, folder: String) -> String? {
        do {
            try IdentityRun(RunFile(record), folder: folder).verify()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Names of files in a type's folder that the metastore does not list.
    package static func strays(in folder: String, listed: Set<String>) throws -> [String] {
        try IdentityIndex.orphans(in: folder, listed: listed)
    }
}
