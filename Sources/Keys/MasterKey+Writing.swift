extension MasterKey {
    /// Writes the key as `load` reads it, to a new file that only its owner may read.
    package func write(to path: String) throws { try KeyFile(path: path).create(text) }
}
