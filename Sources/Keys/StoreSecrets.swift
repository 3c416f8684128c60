import BasinCore
import BasinMetastore

/// The secrets of a key store that are no keys of anything stored, and the proof that the master key is right.
struct StoreSecrets {
    private static let checkName = "master-key-check"
    private static let lookupName = "subject-lookup"
    private static let nonceName = "value-nonce"
    private static let auditName = "audit-chain"

    let lookup: SecretKey
    let nonce: SecretKey
    /// Chains the audit log.
    let audit: SecretKey

    /// Reads them, or makes them in a new database. `invalid` for the wrong master key.
    init(_ database: KeyDatabase, master: MasterKey, wrapping: KeyWrapping) throws {
        let cipher = try AuthenticatedCipher()
        let check = try master.derived("check")
        var stored = try database.secrets()
        if stored.isEmpty {
            guard try !database.holdsKeys() else {
                throw BasinError(
                    .damaged, "The key database has keys and lost its secrets; restore keys.sqlite from a backup.")
            }
            let made = [
                Self.checkName: check.withBytes { [UInt8]($0) },
                Self.lookupName: try wrapping.wrap(.random(), .secret, Self.lookupName, with: cipher),
                Self.nonceName: try wrapping.wrap(.random(), .secret, Self.nonceName, with: cipher),
            ]
            stored = try database.storeFirstSecrets(made) ? made : database.secrets()
        }
        guard let storedCheck = stored[Self.checkName], let lookup = stored[Self.lookupName],
            let nonce = stored[Self.nonceName], storedCheck.count == SecretKey.byteCount
        else {
            throw BasinError(
                .damaged, "The key database misses one of its secrets; restore keys.sqlite from a backup.")
        }
        guard try storedCheck.withUnsafeBytes({ try SecretKey(copying: $0) }).matches(check) else {
            throw BasinError(
                .invalid,
                "The master key is not the one that this data folder's keys were wrapped with; start Basin with the "
                    + "right one. Nothing was changed.")
        }
        self.lookup = try wrapping.unwrap(lookup, .secret, Self.lookupName, with: cipher)
        self.nonce = try wrapping.unwrap(nonce, .secret, Self.nonceName, with: cipher)
        // Key stores of the time before there was an audit log have none.
        let audit = try stored[Self.auditName] ?? database.secret(Self.auditName) {
            try wrapping.wrap(.random(), .secret, Self.auditName, with: cipher)
        }
        self.audit = try wrapping.unwrap(audit, .secret, Self.auditName, with: cipher)
    }
}
