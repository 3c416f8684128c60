import BasinCore
import BasinWeb
import BasinWire

/// Pages about home, with what matters first.
enum HomePages {
    static func routes(_ services: Services) -> [Route] { [] }
}
