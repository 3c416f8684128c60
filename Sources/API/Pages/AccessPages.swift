import BasinCore
import BasinWeb
import BasinWire

/// Pages about people, teams, grants, requests, tokens.
enum AccessPages {
    static func routes(_ services: Services) -> [Route] { [] }
}
