import CUserAgents
import Foundation

/// Reads user agents by the rules of uap-core (families, systems, devices) and crawler-user-agents (bots), which
/// scripts/bootstrap fetches and the build takes in.
package final class UserAgents: @unchecked Sendable {  // Everything is written in `init` and only read afterwards.
    /// Made when first used: it takes some tenths of a second.
    package static let shared = UserAgents()

    /// More of a text is not looked at.
    package static let mostBytes = 2048

    private let families = UserAgentRules()
    private let systems = UserAgentRules()
    private let devices = UserAgentRules()
    private let crawlers = basin_pattern_set_create()
    /// Rules that the engine cannot read: none, unless the lists changed.
    package private(set) var unreadCount = 0

    private init() {
        var count = 0
        let text = basin_user_agent_rules(&count)
        let data = text.map { Data(bytes: $0, count: count) } ?? Data()
        let lists = (try? JSONSerialization.jsonObject(with: data) as? [String: [Any]]) ?? [:]
        for rule in lists["user_agents"] ?? [] { add(rule, to: families, flag: false) }
        for rule in lists["systems"] ?? [] { add(rule, to: systems, flag: false) }
        for rule in lists["devices"] ?? [] { add(rule, to: devices, flag: true) }
        for rules in [families, systems, devices] { rules.compile() }
        guard let crawlers else { return }
        for case var pattern as String in lists["crawlers"] ?? [] {
            let isRead = pattern.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { basin_pattern_set_add(crawlers, $0.baseAddress, $0.count) }
            }
            if isRead == 0 { unreadCount += 1 }
        }
        basin_pattern_set_compile(crawlers)
    }

    deinit { if let crawlers { basin_pattern_set_destroy(crawlers) } }

    package var ruleCount: Int { families.count + systems.count + devices.count }

    /// A pattern, then of devices a flag, then what replaces the groups.
    private func add(_ rule: Any, to rules: UserAgentRules, flag: Bool) {
        let parts = (rule as? [Any])?.map { $0 as? String } ?? []
        guard let pattern = parts.first ?? nil else { return }
        let ignoresCase = flag && parts.count > 1 && parts[1] == "i"
        let names = parts.dropFirst(flag ? 2 : 1)
        if !rules.add(pattern, ignoresCase: ignoresCase, names: Array(names)) { unreadCount += 1 }
    }

    package func parse(_ text: String) -> ParsedUserAgent {
        var text = text
        return text.withUTF8 { parse(UnsafeRawBufferPointer($0)) }
    }

    func parse(_ text: UnsafeRawBufferPointer) -> ParsedUserAgent {
        let text = UnsafeRawBufferPointer(rebasing: text.prefix(Self.mostBytes))
        var parsed = ParsedUserAgent()
        guard !text.isEmpty else { return parsed }
        if let match = families.first(text) {
            parsed.family = match.text(name: 0, group: 1)
            parsed.major = match.text(name: 1, group: 2)
        }
        parsed.system = systems.first(text)?.text(name: 0, group: 1)
        parsed.device = devices.first(text)?.text(name: 0, group: 1)
        parsed.isBot = parsed.device == Self.spider || isCrawler(text)
        return parsed
    }

    /// uap-core's device of whatever is no person's.
    private static let spider = Array("Spider".utf8)

    private func isCrawler(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let crawlers else { return false }
        return text.withMemoryRebound(to: CChar.self) {
            basin_pattern_set_matches(crawlers, $0.baseAddress, $0.count) != 0
        }
    }
}
