import BasinCore
import BasinWarehouse
import Foundation
import Testing

@Suite("Where tables live")
struct WarehouseLayoutTests {
    @Test("a table has a folder for data and one for metadata")
    func paths() throws {
        let layout = try WarehouseLayout(root: "/srv/basin data//./old/../warehouse/")
        #expect(layout.root == "/srv/basin data/warehouse")
        #expect(
            try layout.tableFolder(namespace: "events", table: "song_played")
                == "/srv/basin data/warehouse/events/song_played")
        #expect(try layout.dataFolder(namespace: "events", table: "a") == "/srv/basin data/warehouse/events/a/data")
        #expect(
            try layout.metadataFolder(namespace: "events", table: "a") == "/srv/basin data/warehouse/events/a/metadata")
    }

    @Test("a relative root starts at the working directory")
    func relative() throws {
        #expect(try WarehouseLayout(root: "data").root == FileManager.default.currentDirectoryPath + "/data")
    }

    @Test("names that could leave the warehouse are refused", arguments: ["", "..", "a/b", "A", "a.b", "_a", "a\0"])
    func names(_ name: String) throws {
        let layout = try WarehouseLayout(root: "/srv")
        #expect(code { _ = try layout.tableFolder(namespace: name, table: "a") } == .invalid)
        #expect(code { _ = try layout.tableFolder(namespace: "a", table: name) } == .invalid)
    }

    @Test(
        "a root that readers of URIs or globs would misread is refused",
        arguments: ["/a?b", "/a#b", "/a*", "/a[1]", "/a\nb"])
    func roots(_ root: String) {
        #expect(code { _ = try WarehouseLayout(root: root) } == .invalid)
    }
}
