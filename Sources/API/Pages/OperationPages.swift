import BasinCore
import BasinWeb
import BasinWire

/// Pages about audit, cost, settings.
enum OperationPages {
    static func routes(_ services: Services) -> [Route] { [] }
}
