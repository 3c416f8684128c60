import BasinAPI
import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Synchronization
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Who may what, route by route: a route that is not here fails the test.
@Suite struct PermissionTests {
    /// Method and path to the permission; nil: none is needed.
    static let table: [String: Permission?] = {
        var table: [String: Permission?] = [:]
        func add(_ permission: Permission?, _ routes: String) {
            for route in routes.split(separator: "\n") {
                table.updateValue(permission, forKey: String(route))
            }
        }
        add(
            .find,
            """
            get /
            get /api/v1/status
            get /api/v1/me
            get /api/v1/datasets
            get /api/v1/datasets/{name}
            get /api/v1/datasets/{name}/definition
            get /api/v1/datasets/{name}/checks
            get /api/v1/datasets/{name}/use
            get /api/v1/datasets/{name}/access
            get /api/v1/datasets/{name}/lineage
            get /api/v1/queries/saved
            get /api/v1/queries/saved/{name}
            get /api/v1/datasets/{name}/partitions/{partition}/lineage
            get /marquez/api/v1/namespaces
            get /marquez/api/v1/namespaces/{namespace}
            get /marquez/api/v1/namespaces/{namespace}/datasets
            get /marquez/api/v1/namespaces/{namespace}/datasets/{dataset}
            get /marquez/api/v1/namespaces/{namespace}/datasets/{dataset}/versions
            get /marquez/api/v1/namespaces/{namespace}/datasets/{dataset}/versions/{version}
            get /marquez/api/v1/namespaces/{namespace}/jobs
            get /marquez/api/v1/namespaces/{namespace}/jobs/{job}
            get /marquez/api/v1/namespaces/{namespace}/jobs/{job}/runs
            get /marquez/api/v1/jobs
            get /marquez/api/v1/jobs/runs/{id}
            get /marquez/api/v1/jobs/runs/{id}/facets
            get /marquez/api/v1/lineage
            get /marquez/api/v1/column-lineage
            get /marquez/api/v1/search
            get /marquez/api/v1/events/lineage
            get /marquez/api/v1/events
            get /marquez/api/v1/tags
            get /marquez/api/v1/sources
            get /api/v1/datasets/{name}/contract
            get /api/v1/datasets/{name}/jsonld
            get /api/v1/catalog.jsonld
            get /api/v1/catalog-info.yaml
            get /api/v1/datasets/{name}/partitions
            get /api/v1/datasets/{name}/why
            get /api/v1/types/{name}/hours
            get /api/v1/types/{name}/schema
            get /api/v1/types/{name}/versions
            get /api/v1/types/{name}/diff
            post /api/v1/types/{name}/diff
            get /api/v1/incidents
            get /api/v1/search
            get /api/v1/glossary
            get /api/v1/glossary/{term}
            get /api/v1/tags
            get /api/v1/teams
            get /api/v1/teams/{name}
            get /api/v1/home
            get /datasets/{name}
            get /datasets/{name}/schema
            get /datasets/{name}/checks
            get /datasets/{name}/usage
            get /datasets/{name}/history
            get /datasets/{name}/access
            get /datasets/{name}/read
            post /datasets/{name}/access
            get /datasets/{name}/partitions
            get /datasets/{name}/partitions/{partition}
            get /datasets/{name}/profile
            get /datasets/{name}/sample
            get /sql/saved
            get /api/v1/cost
            get /api/v1/cost/unread
            get /api/v1/changes
            get /api/v1/runs
            get /api/v1/runs/{id}
            get /api/v1/pipelines/status
            get /api/v1/backfills
            get /api/v1/backfills/{id}
            get /api/v1/quarantine
            get /api/v1/quarantine/reasons
            get /api/v1/sources
            get /api/v1/sources/{name}/samples
            put /api/v1/accounts/{name}/password
            get /api/v1/tokens
            post /api/v1/tokens
            delete /api/v1/tokens/{id}
            get /api/v1/grants
            get /api/v1/access-requests
            post /api/v1/access-requests
            post /api/v1/access-requests/{id}/approve
            post /api/v1/access-requests/{id}/refuse
            post /api/v1/access-requests/{id}/withdraw
            """)
        add(.find, "get /search\nget /glossary\nget /glossary/{term}\nget /tags\nget /teams\nget /teams/{name}")
        add(
            .query,
            """
            get /sql
            post /sql
            post /sql/export
            get /sql/history
            post /api/v1/query
            post /api/v1/query/describe
            get /api/v1/queries
            post /api/v1/queries/saved/{name}
            post /api/v1/compare
            get /api/v1/types/{name}/loss
            get /api/v1/datasets/{name}/profile
            get /api/v1/datasets/{name}/profile/history
            get /api/v1/datasets/{name}/sample
            get /api/v1/events/live
            get /api/v1/events/stream
            get /iceberg/v1/config
            get /iceberg/v1/namespaces
            get /iceberg/v1/namespaces/{namespace}
            head /iceberg/v1/namespaces/{namespace}
            get /iceberg/v1/namespaces/{namespace}/tables
            get /iceberg/v1/namespaces/{namespace}/tables/{table}
            head /iceberg/v1/namespaces/{namespace}/tables/{table}
            """)
        add(
            .develop,
            """
            post /datasets/{name}/partitions/{partition}/run
            post /datasets/{name}/pause
            post /datasets/{name}/resume
            post /datasets/{name}/backfills
            post /api/v1/plan
            post /api/v1/apply
            post /api/v1/imports
            post /api/v1/lineage
            post /api/v1/lineage/batch
            post /api/v1/runs
            post /api/v1/runs/{id}/rerun
            post /api/v1/runs/{id}/cancel
            post /api/v1/datasets/{name}/pause
            post /api/v1/datasets/{name}/resume
            post /api/v1/backfills
            post /api/v1/backfills/{id}/pause
            post /api/v1/backfills/{id}/resume
            post /api/v1/backfills/{id}/cancel
            get /api/v1/quarantine/events
            post /api/v1/types/{name}/replay
            """)
        add(.govern, "post /api/v1/grants\ndelete /api/v1/grants/{id}")
        add(
            .audit,
            "get /api/v1/accounts\nget /api/v1/accounts/{name}\nget /api/v1/audit\nget /api/v1/audit/queries\nget /api/v1/audit/verify\nget /api/v1/audit/export")
        add(
            .administer,
            """
            post /api/v1/accounts
            patch /api/v1/accounts/{name}
            put /api/v1/accounts/{name}/identity
            delete /api/v1/accounts/{name}/identity
            get /api/v1/keys
            post /api/v1/keys
            put /api/v1/keys/{name}/limits
            delete /api/v1/keys/{name}
            post /api/v1/backup
            """)
        // Pages about lineage, audit, cost and settings.
        add(
            .find,
            "get /api/v1/health\nget /datasets/{name}/lineage\nget /cost\nget /cost/unread\nget /settings")
        add(.audit, "get /audit\nget /audit/verify")
        add(.administer, "get /settings/keys\npost /settings/keys\npost /settings/limits\npost /settings/revoke")
        add(
            .find,
            """
            get /api/v1/types
            get /api/v1/types/{name}
            get /api/v1/types/{name}/examples
            get /events
            get /events/{name}
            get /events/{name}/hours
            get /events/{name}/schema
            get /events/{name}/sdk
            get /events/{name}/live
            get /live
            get /sources
            get /sources/{name}
            get /quarantine
            get /quarantine/{name}
            """)
        add(.develop, "post /quarantine/{name}/replay")
        add(nil, "get /healthz\nget /readyz\nget /metrics\nget /openapi.json\nget /login\npost /login\npost /api/v1/login")
        for asset in WebAsset.all { add(nil, "get /assets/" + asset.name) }
        add(.find, "get /style\nget /pulse\npost /logout")
        add(nil, "get /auth/oidc\nget /auth/oidc/{name}/start\nget /auth/oidc/{name}/callback\nget /api/v1/login/ways\npost /api/v1/login/code")
        // Runs, people and access.
        add(
            .find,
            """
            get /api/v1/runs/activity
            get /api/v1/runs/grid
            get /api/v1/runs/timeline
            get /api/v1/access-requests/{id}
            get /runs
            get /runs/grid
            get /runs/timeline
            get /runs/{id}
            get /backfills
            get /backfills/{id}
            get /people
            get /people/{name}
            get /access
            get /access/requests/{id}
            post /access/requests
            post /access/requests/{id}/approve
            post /access/requests/{id}/refuse
            post /access/requests/{id}/withdraw
            get /account
            post /account/tokens
            post /account/tokens/{id}/revoke
            post /account/password
            """)
        add(
            .develop,
            """
            post /runs
            post /runs/{id}/rerun
            post /runs/{id}/cancel
            post /backfills
            post /backfills/{id}/pause
            post /backfills/{id}/resume
            post /backfills/{id}/cancel
            """)
        add(.govern, "post /access\npost /access/grants/{id}/revoke")
        add(
            .administer,
            """
            post /people
            post /people/{name}
            post /people/{name}/disable
            post /people/{name}/enable
            post /people/{name}/password
            """)
        return table
    }()

    private struct Document: Decodable {
        struct Operation: Decodable { var security: [[String: [String]]] }
        var paths: [String: [String: Operation]]
    }

    @Test("each route needs the permission of the table, and there are no others", arguments: Permission.allCases)
    func complete(_ permission: Permission) async throws {
        let noted = Mutex<[AuditedAction]>([])
        let door = Door(
            .fake { services in
                services.authenticate = { _ in
                    Principal(name: "anna", permissions: Set(Permission.allCases).subtracting([permission]), token: "t")
                }
                services.audit = { action in
                    noted.withLock {
                        $0.append(action)
                        return $0.count
                    }
                }
            })
        let text = try await door.send(.get, "/openapi.json", token: nil).body
        let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        var found: Set<String> = []
        for (path, operations) in document.paths {
            let concrete = path.replacing("{name}", with: "songs").replacing("{namespace}", with: "basin")
                .replacing("{table}", with: "song_played").replacing("{id}", with: "7")
                .replacing("{partition}", with: "2018-11-03").replacing("{dataset}", with: "songs")
                .replacing("{version}", with: "1").replacing("{job}", with: "songs").replacing("{term}", with: "song")
            for (name, operation) in operations {
                // Doors of clients have keys, not accounts.
                if operation.security.contains(where: { $0["write_key"] != nil }) { continue }
                let method = try #require(HTTPRequest.Method(name.uppercased()))
                if operation.security.isEmpty, Self.table["\(name) \(path)"] == nil, path.hasSuffix("/settings") || name == "options" { continue }
                let needed = try #require(Self.table["\(name) \(path)"], "\(name) \(path) is not in the table")
                found.insert("\(name) \(path)")
                noted.withLock { $0 = [] }
                // What is asked wrongly is refused before it is begun.
                let query = path == "/api/v1/imports" ? "?type=songs&format=ndjson&time_field=ts" : ""
                let status = try await door.send(method, concrete + query, headers: Self.fromPage).status
                #expect((status == 403) == (needed == permission), "\(name) \(path): \(status)")
                // Who was refused is written down, and every change, before it is made.
                let actions = noted.withLock { $0 }
                if status == 403 {
                    #expect(actions.map(\.outcome) == [.refused], "\(name) \(path)")
                } else if needed != nil, !["get", "head"].contains(name), !Self.changesNothing.contains("\(name) \(path)") {
                    #expect(actions.first?.outcome == .begun && actions.count == 2, "\(name) \(path): \(actions)")
                } else {
                    #expect(actions.isEmpty, "\(name) \(path)")
                }
            }
        }
        #expect(found.subtracting(Self.table.keys).isEmpty && Set(Self.table.keys).subtracting(found).isEmpty)
    }

    @Test("pages show accounts to whom the API does, and to nobody else", arguments: Permission.allCases)
    func accounts(_ permission: Permission) async throws {
        let door = Door(.fake { $0.authenticate = { _ in Principal(name: "mia", permissions: [.find, permission], token: "t") } })
        let isShown = try await door.send(.get, "/api/v1/accounts").status == 200
        #expect(try await (door.send(.get, "/people?export=accounts").status == 200) == isShown)
        #expect(try await door.send(.get, "/people").body.contains("/people/anna") == isShown)
        #expect(try await (door.send(.get, "/api/v1/accounts/anna").status == 200) == isShown)
        #expect(try await door.send(.get, "/people/anna").body.contains("<dt>Roles</dt>") == isShown)
    }

    private static let fromPage: HTTPFields = HTTPField.Name("Sec-Fetch-Site").map { [$0: "same-origin"] } ?? [:]

    static let changesNothing: Set<String> = [
        "post /sql", "post /sql/export",
        "post /api/v1/plan", "post /api/v1/query", "post /api/v1/query/describe",
        "post /api/v1/queries/saved/{name}", "post /api/v1/compare", "post /api/v1/types/{name}/diff",
    ]

    @Test("what cannot be written down is not done")
    func unwritten() async throws {
        let isDone = Mutex(false)
        let door = Door(
            .fake { services in
                services.audit = { _ in throw BasinError(.unavailable, "The disk is full.") }
                services.revokeKey = { _ in isDone.withLock { $0 = true } }
            })
        #expect(try await door.send(.delete, "/api/v1/keys/phone").status == 503)
        #expect(!isDone.withLock { $0 })
    }
}
