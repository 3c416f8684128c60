import BasinCore
import BasinWeb
import BasinWire

/// Pages about what is made of what.
enum LineagePages {
    static func routes(_ services: Services) -> [Route] { [] }
}
