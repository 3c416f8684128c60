import BasinCore
import BasinWeb
import BasinWire

/// Pages about runs and backfills.
enum RunPages {
    static func routes(_ services: Services) -> [Route] { [] }
}
