/// A generated file, and how what is on disk differs from it.
struct GeneratedFile {
    enum State { case missing, different, unchanged, stale }

    var path: String
    /// Nil for a stale file: one that was generated before, and is no more.
    var text: String?
    var state: State
}
