import BasinCollection
import BasinCore
import Foundation
import Testing

@Suite("User agents are read by uap-core's and crawler-user-agents' rules")
struct UserAgentTests {
    private static let samples = [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91",
        "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 13; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8 Pro Build/UD1A.230803.041; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.43 Mobile Safari/537.36 Instagram 312.0.0.0",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/29.3709; U; en) Presto/2.8.119 Version/11.10",
        "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)", "Spotify/8.8.4 Android/33 (SM-G991B)",
        "Spotify/8.5.0 iOS/16.1 (iPhone14,5)", "okhttp/4.9.3", "curl/7.68.0", "python-requests/2.31.0", "Dalvik/2.1.0 (Linux; U; Android 9; KFMAWI)",
        "Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Version/5.0 TV Safari/537.36",
        "Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15", "-", " ", "日本語 ブラウザ/1.0",
        "AppleCoreMedia/1.0.0.20G81 (iPhone; U; CPU OS 16_6 like Mac OS X; de_de)", "Roku4640X/DVP-7.70 (297.70E04154A)",
    ]

    @Test("the engine reads every rule of the lists")
    func rules() {
        #expect(UserAgents.shared.unreadCount == 0 && UserAgents.shared.ruleCount > 1000)
    }

    @Test("ua-parser and crawler-user-agents agree, over samples and over two thousand crawlers", .enabled(if: EnrichmentOracle.python != nil, Comment(rawValue: EnrichmentOracle.missing)))
    func oracle() throws {
        let answer = try EnrichmentOracle.ask(["user_agents": Self.samples, "crawlers": true])
        #expect(answer.user_agents.count > 2000)
        for agent in answer.user_agents where agent.text.utf8.count <= UserAgents.mostBytes {
            let ours = UserAgents.shared.parse(agent.text)
            let said = [ours.family, ours.major, ours.system, ours.device].map { $0.map { String(decoding: $0, as: UTF8.self) } }
            #expect(said == [agent.family, agent.major, agent.system, agent.device], "\(agent.text)")
            #expect(ours.isBot == agent.isBot, "\(agent.text)")
        }
    }

    @Test("text made to be slow is read in time that grows with its length")
    func hostile() {
        let texts = [
            String(repeating: "Mozilla/5.0 (", count: 100_000), String(repeating: "a", count: 1 << 20),
            "Mozilla/5.0 " + String(repeating: "Android ", count: 50_000) + "Build", String(repeating: "(((", count: 1000) + "Bot",
            String(repeating: "iPhone ", count: 300) + "bots/1" + String(repeating: "; ", count: 300),
        ]
        let start = ContinuousClock.now
        for text in texts { _ = UserAgents.shared.parse(text) }
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test("the cache gives what reading gives, and stays as small as it was told")
    func cache() {
        let cache = UserAgentCache(capacity: 100)
        for round in 0..<3 {
            for number in 0..<1000 {
                let text = "Spotify/8.\(number).\(round) Android/33 (SM-G991B)"
                #expect(cache.parsed(text) == UserAgents.shared.parse(text))
                #expect(cache.count <= 200)
            }
        }
        let before = cache.missCount
        for _ in 0..<500 { for number in 0..<90 { _ = cache.parsed("okhttp/4.9.\(number)") } }
        #expect(cache.missCount - before == 90)
    }
}
