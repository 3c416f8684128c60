/// What `basin codegen` says of a file.
struct GeneratedFileSummary: Encodable {
    var file: String
    /// What was done to it: `written`, `removed`, `unchanged`; and with --check what is wrong: `missing`, `different`,
    /// `stale`.
    var state: String
    var bytes: Int?

    init(_ file: GeneratedFile, isDone: Bool) {
        self.file = file.path
        bytes = file.text?.utf8.count
        state =
            switch file.state {
            case .missing: isDone ? "written" : "missing"
            case .different: isDone ? "written" : "different"
            case .stale: isDone ? "removed" : "stale"
            case .unchanged: "unchanged"
            }
    }
}
