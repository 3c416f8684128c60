import ArgumentParser

/// How the server writes its log.
enum LogFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text, json
}
