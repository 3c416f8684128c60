/// Something that mends a finding and loses nothing: what is moved is kept, what is removed can be made again.
enum Repair: Sendable, Equatable {
    /// Files that nothing knows, into `lost/`.
    case setAside([String])
    /// What was being made when the program ended.
    case removeFolderContent(String)
    case forgetObsolete([String])
    case forgetHeld(String)
    case destroySegmentKeys([UInt64])
    /// Writes an Iceberg snapshot of what the metastore knows; `anew`: of a table made anew.
    case project(UInt32, anew: Bool)

    var words: String {
        switch self {
        case .setAside: "--repair moves it to lost/."
        case .removeFolderContent: "--repair removes it; so does the next start."
        case .forgetObsolete: "--repair forgets it; so does the next start."
        case .forgetHeld: "--repair forgets it."
        case .destroySegmentKeys: "--repair destroys them; so does the next start."
        case .project(_, anew: true): "--repair writes the table's metadata anew; its older snapshots are gone."
        case .project(_, anew: false): "--repair writes it; so does the next start."
        }
    }
}
