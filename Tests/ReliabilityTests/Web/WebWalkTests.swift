import Foundation
import Testing

extension Reliability.Alone {
    /// The web interface in a real browser, over the demo's month of data.
    @Suite struct WebWalkTests {
        @Test("a newcomer, an analyst and an owner find their way with the keyboard alone, and every page can be read by everybody")
        func walk() throws {
            let demo = try DemoServer("web-walk")
            // Pictures of all looks for who wants to see them: BASIN_PICTURES names the folder.
            let wanted = Surroundings.environment["BASIN_PICTURES"]
            let pictures = wanted ?? demo.folder.path + "/pictures"
            let looks = wanted == nil ? ["--looks", "desk-light,phone-dark"] : []
            let looked = try demo.browse("pages.py", [demo.url, demo.token, pictures] + looks, seconds: 900)
            #expect(looked.code == 0, "\(looked.said)")
            let hostile = try demo.browse(
                "pages.py", [demo.url, demo.token, pictures + "/hostile", "--hostile", Surroundings.example, "--looks", "phone-light"], seconds: 400)
            #expect(hostile.code == 0, "\(hostile.said)")
            let walked = try demo.browse("walk.py", [demo.link, Surroundings.example], seconds: 300)
            #expect(walked.code == 0, "\(walked.said)")
        }
    }
}
