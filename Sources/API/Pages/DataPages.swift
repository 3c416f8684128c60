import BasinCore
import BasinWeb
import BasinWire

/// Pages about a dataset: what is in it.
enum DataPages {
    static func routes(_ services: Services) -> [Route] { [] }
}
