import BasinCore
import BasinWeb
import BasinWire

/// Pages about SQL.
enum WorkspacePages {
    static func routes(_ services: Services) -> [Route] { [] }
}
