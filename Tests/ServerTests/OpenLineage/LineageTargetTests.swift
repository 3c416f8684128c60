import BasinCore
import BasinServer
import Testing

@Suite struct LineageTargetTests {
    @Test("events go to the path that is given, else to the one that everybody has", arguments: [
        ("http://marquez:5000", "http://marquez:5000/api/v1/lineage"),
        ("https://h/", "https://h/api/v1/lineage"), ("HTTP://h:1/a/b", "http://h:1/a/b"),
    ])
    func paths(_ given: String, _ url: String) throws {
        #expect(try LineageTarget(given, key: nil).url == url)
    }

    @Test("what is no URL of HTTP, or holds a secret, is refused without being quoted", arguments: [
        "", "marquez:5000", "file:///etc/passwd", "ftp://h/", "http://", "http:///x", "http://user:MARK@h/", "http://h/?key=MARK",
        "http://h/#x", "http://h/\n", "http://h /",
    ])
    func refuses(_ given: String) {
        let error = #expect(throws: BasinError.self) { try LineageTarget(given, key: nil) }
        #expect(error?.message.contains("MARK") == false)
    }

    @Test("a key is printable and not empty", arguments: ["", "a b", "a\nb", "ключ"])
    func keys(_ key: String) {
        #expect(throws: BasinError.self) { try LineageTarget("http://h", key: key) }
    }

    @Test("waits grow from a second to five minutes, spread by a quarter, and begin anew after a success")
    func waits() {
        var retry = LineageRetry()
        var seconds: [Double] = []
        for _ in 0..<12 {
            retry.failed()
            seconds.append(retry.pause(random: 0.5) / .seconds(1))
        }
        #expect(seconds.prefix(4) == [1, 2, 4, 8] && seconds.last == 300)
        #expect(retry.pause(random: 0) == .seconds(225) && retry.isAway)
        retry.succeeded()
        retry.failed()
        #expect(retry.pause(random: 0.5) == .seconds(1))
    }
}
