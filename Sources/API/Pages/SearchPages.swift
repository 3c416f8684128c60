import BasinCore
import BasinWeb
import BasinWire

/// Pages about finding data, and the glossary.
enum SearchPages {
    static func routes(_ services: Services) -> [Route] { [] }
}
