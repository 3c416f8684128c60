import BasinCore
import BasinWeb
import BasinWire

/// Pages about a dataset: what it is.
enum DatasetPages {
    static func routes(_ services: Services) -> [Route] { [] }
}
