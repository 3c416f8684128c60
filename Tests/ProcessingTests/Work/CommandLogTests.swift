import BasinProcessing
import Testing

struct CommandLogTests {
    @Test("Short output is kept as it is")
    func short() {
        var log = CommandLog()
        #expect(log.text == nil)
        log.append("a\n".utf8)
        log.append("b".utf8)
        #expect(log.text == "a\nb")
    }

    @Test("Of long output, the beginning and the end are kept, and how much is missing", arguments: [70_000, 500_000])
    func long(_ count: Int) {
        var log = CommandLog()
        for number in 0..<count { log.append(CollectionOfOne(UInt8(97 + number % 26))) }
        let text = log.text ?? ""
        #expect(text.hasPrefix("abc"))
        #expect(text.contains("\(count - CommandLog.headBytes - CommandLog.tailBytes) bytes left out"))
        #expect(text.utf8.count < CommandLog.headBytes + CommandLog.tailBytes + 100)
    }
}
