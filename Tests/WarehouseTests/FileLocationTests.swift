import BasinCore
import BasinWarehouse
import Testing

@Suite("Paths in table metadata")
struct FileLocationTests {
    @Test(
        "a path stands in its URI as it is",
        arguments: ["/a", "/a b/c", "/ü/100%/%20", "/...", "/a/.b/c..", "/a:b@c;d", "/a/\u{301}b"])
    func roundTrip(_ path: String) throws {
        #expect(try FileLocation.uri(path) == "file://" + path)
        #expect(try FileLocation.path("file://" + path) == path)
    }

    @Test(
        "a path that is relative, climbs or would be misread is refused both ways",
        arguments: [
            "", "a", "a/b", "/", "/a/", "//a", "/a//b", "/.", "/..", "/a/.", "/a/../b", "./a", "/a?b", "/a#b",
            "/a\u{7f}", "/a\0b", "/a*", "/a[1]", "/a\nb",
        ])
    func refused(_ path: String) {
        #expect(code { _ = try FileLocation.uri(path) } == .invalid)
        #expect(code { _ = try FileLocation.path("file://" + path) } == .damaged)
        #expect(code { _ = try FileLocation.path(path) } == .damaged)
    }
}
