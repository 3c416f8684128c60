import Foundation
import Testing

extension Reliability {
    /// The web interface in a real browser, over the demo's month of data.
    @Suite struct WebWalkTests {
        @Test("a newcomer, an analyst and an owner find their way with the keyboard alone, and every page can be read by everybody")
        func walk() throws {
            let demo = try DemoServer("web-walk")
            // Pictures for who wants to look: BASIN_PICTURES names the folder.
            let pictures = Surroundings.environment["BASIN_PICTURES"] ?? demo.folder.path + "/pictures"
            let looked = try demo.browse("pages.py", [demo.url, demo.token, pictures], seconds: 600)
            #expect(looked.code == 0, "\(looked.said)")
            let walked = try demo.browse("walk.py", [demo.link, Surroundings.example], seconds: 300)
            #expect(walked.code == 0, "\(walked.said)")
        }
    }
}
