import BasinMetastore

extension KeyStore {
    /// Writes a consistent copy of the key database to a new file. It opens nothing without the master key.
    package func copy(to path: String) throws { try database.copy(to: path) }
}
