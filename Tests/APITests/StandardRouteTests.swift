import HTTPTypes
import Testing

struct StandardRouteTests {
    @Test(
        "a contract comes in the form that is asked for by name, else by the Accept header",
        arguments: [
            ("", nil, "yaml"), ("?format=yaml", "application/json", "yaml"), ("?format=json", nil, "json"),
            ("", "application/json", "json"), ("", "application/odcs+json;version=3.1.0", "json"),
            ("", "text/html, application/xhtml+xml, */*;q=0.8", "yaml"), ("", "application/yaml, application/json", "yaml"),
            ("", "*/*", "yaml"), ("", ";;,,/", "yaml"),
        ] as [(String, String?, String)])
    func forms(_ query: String, _ accept: String?, _ form: String) async throws {
        let headers: HTTPFields = accept.map { [.accept: $0] } ?? [:]
        let answer = try await Door(.fake()).send(.get, "/api/v1/datasets/songs/contract" + query, headers: headers)
        #expect(answer.status == 200 && answer.body == "songs \(form)\n")
        let type = form == "yaml" ? "application/odcs+yaml;version=3.1.0" : "application/json"
        #expect(answer.headers[.contentType] == type && answer.headers[.vary]?.contains("Accept") == true)
    }

    @Test("other forms are refused, and linked data is told where readers reach the server")
    func others() async throws {
        let door = Door(.fake())
        #expect(try await door.send(.get, "/api/v1/datasets/songs/contract?format=xml").status == 400)
        #expect(try await door.send(.get, "/api/v1/datasets/songs/jsonld?base=https://a.example").body == "songs https://a.example\n")
        let catalog = try await door.send(.get, "/api/v1/catalog.jsonld")
        #expect(catalog.body == "-\n" && catalog.headers[.contentType] == "application/ld+json")
        let entities = try await door.send(.get, "/api/v1/catalog-info.yaml")
        #expect(entities.body == "kind: Group\n" && entities.headers[.contentType] == "application/yaml")
    }
}
