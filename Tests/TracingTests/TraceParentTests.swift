import BasinTracing
import Testing

@Suite struct TraceParentTests {
    @Test("A request's trace is told from its header; what is malformed is passed over", arguments: [
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", true),
        ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", true),
        ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", false),
        ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more", false),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", false),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-", false),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", false),
        ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false),
        ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false),
        ("00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01", false),
        ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false),
        ("0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false),
        ("00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01", false),
        (" 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false),
        ("", false),
    ])
    func parses(_ header: String, _ isUnderstood: Bool) {
        let parent = TraceParent(header: header)
        #expect(parent?.trace.description == (isUnderstood ? "4bf92f3577b34da6a3ce929d0e0e4736" : nil))
        #expect(parent?.parent.description == (isUnderstood ? "00f067aa0ba902b7" : nil))
    }

    @Test("Without a header there is no trace")
    func absent() { #expect(TraceParent(header: nil) == nil) }

    @Test("Whether the client records it is one bit of the flags", arguments: [
        ("00", false), ("01", true), ("02", false), ("03", true), ("fe", false), ("ff", true),
    ])
    func sampled(_ flags: String, _ isSampled: Bool) throws {
        let parent = try #require(
            TraceParent(header: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-" + flags))
        #expect(parent.isSampled == isSampled)
    }
}
