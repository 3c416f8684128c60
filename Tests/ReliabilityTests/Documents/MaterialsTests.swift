import Foundation
import Testing

extension Reliability.First {
    /// `scripts/sbom`: what a build is made of.
    @Suite struct MaterialsTests {
        private struct Bom: Decodable {
            struct Component: Decodable {
                struct Hash: Decodable {
                    var alg: String
                    var content: String
                }
                struct Licence: Decodable {
                    struct Named: Decodable { var id: String? }
                    var license: Named?
                    var expression: String?
                }
                var type: String
                var name: String
                var version: String?
                var purl: String
                var bomRef: String
                var hashes: [Hash]?
                var licenses: [Licence]?

                enum CodingKeys: String, CodingKey {
                    case type, name, version, purl, hashes, licenses
                    case bomRef = "bom-ref"
                }
            }
            struct Needs: Decodable {
                var ref: String
                var dependsOn: [String]
            }
            struct Metadata: Decodable {
                var timestamp: String
                var component: Component
            }
            var bomFormat: String
            var specVersion: String
            var serialNumber: String
            var version: Int
            var metadata: Metadata
            var components: [Component]
            var dependencies: [Needs]
        }

        @Test("The list of materials keeps CycloneDX's rules, and names every package, library and file that a build reads")
        func materials() throws {
            let folder = try TestFolder("materials")
            let first = try Self.run(folder)
            #expect(try Self.run(folder) == first, "the same checkout has two lists")
            let bom = try JSONDecoder().decode(Bom.self, from: Data(first.utf8))
            #expect(bom.bomFormat == "CycloneDX" && bom.specVersion == "1.5" && bom.version >= 1)
            #expect(bom.serialNumber.wholeMatch(of: /urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/) != nil)
            #expect((try? Date(bom.metadata.timestamp, strategy: .iso8601)) != nil)
            #expect(bom.metadata.component.type == "application" && bom.metadata.component.name == "basin")

            let references = bom.components.map(\.bomRef)
            #expect(Set(references).count == references.count && !references.contains(bom.metadata.component.bomRef))
            for one in bom.components {
                #expect(["library", "file"].contains(one.type) && !one.name.isEmpty && one.purl.hasPrefix("pkg:"), "\(one)")
                for hash in one.hashes ?? [] {
                    #expect(hash.alg == "SHA-256" && hash.content.wholeMatch(of: /[0-9a-f]{64}/) != nil, "\(one)")
                }
                for licence in one.licenses ?? [] { #expect((licence.license?.id == nil) != (licence.expression == nil), "\(one)") }
            }
            // Every edge has two ends, and everything is there for something.
            let known = Set(references + [bom.metadata.component.bomRef])
            #expect(Set(bom.dependencies.map(\.ref)) == known && bom.dependencies.count == known.count)
            #expect(bom.dependencies.allSatisfy { known.isSuperset(of: $0.dependsOn) })
            #expect(Set(bom.dependencies.flatMap(\.dependsOn)) == Set(references))

            try expectEverything(bom)
        }

        private func expectEverything(_ bom: Bom) throws {
            let manifest = try Self.text("Package.swift")
            let places = manifest.matches(of: /url: "https:\/\/([^"]+)"/).map { String($0.1) }
            #expect(places.count >= 11)
            for place in places {
                let one = bom.components.first { $0.purl.hasPrefix("pkg:swift/\(place)@") }
                #expect(one?.version?.first?.isNumber == true && one?.licenses?.isEmpty == false, "\(place)")
            }
            // What is fetched by hash is there with that hash.
            let hashes = Set(bom.components.flatMap { $0.hashes ?? [] }.map(\.content))
            let pinned = try Self.text("scripts/bootstrap").matches(of: /_sha=([0-9a-f]{64})/).map { String($0.1) }
            let fetched = try ["duckdb", "user-agents"].flatMap {
                try Self.text("scripts/requirements-\($0).txt").matches(of: /sha256:([0-9a-f]{64})/).map { String($0.1) }
            }
            #expect(pinned.count == 4 && fetched.count == 3 && hashes == Set(pinned + fetched))
            for library in ["libsimdjson-dev", "libssl-dev", "libsqlite3-dev", "libre2-dev"] {
                #expect(bom.components.contains { $0.purl.hasPrefix("pkg:deb/debian/\(library)@") && $0.version != nil }, "\(library)")
            }
        }

        private static func text(_ path: String) throws -> String {
            try String(contentsOfFile: Surroundings.packageRoot + "/" + path, encoding: .utf8)
        }

        private static func run(_ folder: TestFolder) throws -> String {
            let name = folder.path + "/sbom"
            let child = try ChildProcess(
                "/usr/bin/env", ["python3", Surroundings.packageRoot + "/scripts/sbom"], environment: Surroundings.environment,
                output: name + ".json", errors: name + ".err")
            guard let code = child.wait(seconds: 240), code == 0 else {
                throw DrillFailure("scripts/sbom: \(try String(contentsOfFile: name + ".err", encoding: .utf8))")
            }
            return try String(contentsOfFile: name + ".json", encoding: .utf8)
        }
    }
}
