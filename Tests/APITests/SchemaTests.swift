import BasinAPI
import BasinWire
import HTTPTypes
import Testing

struct SchemaTests {
    @Test("COL-3: a type's JSON Schema is given as it is, by version, and what is not there is not found")
    func schema() async throws {
        let door = Door(.fake())
        let answer = try await door.send(.get, "/api/v1/types/songs/schema?version=1")
        #expect(answer.status == 200 && answer.body == "{}\n")
        #expect(answer.headers[.contentType] == "application/schema+json")
        #expect(try await door.send(.get, "/api/v1/types/songs/schema?version=2").status == 404)
        #expect(try await door.send(.get, "/api/v1/types/other/schema").status == 404)
        #expect(try await door.send(.get, "/api/v1/types/songs/schema?versoin=2").status == 400)
    }

    @Test("COL-3: versions and differences are answered, of versions and of files")
    func diff() async throws {
        let door = Door(.fake())
        #expect(try await door.send(.get, "/api/v1/types/songs/versions").body.contains(#""is_current":true"#))
        #expect(try await door.send(.get, "/api/v1/types/songs/diff?from=3&to=4").body.contains(#""from":"3""#))
        let files = try WireJSON.encode(DefinitionFiles(files: ["events/songs.yaml": "x"]))
        let answer = try await door.send(.post, "/api/v1/types/songs/diff", body: files)
        #expect(answer.status == 200 && answer.body.contains(#""to":"events/songs.yaml""#))
    }
}
