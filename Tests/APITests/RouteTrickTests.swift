import HTTPTypes
import Testing

/// Paths that other servers took for something that needs no token (CVE-2024-28255 and its kind).
@Suite struct RouteTrickTests {
    @Test(
        "no spelling of a path opens a route to somebody without a token",
        arguments: [
            "/api/v1/accounts;v=1", "/api/v1/accounts;/healthz", "/healthz/../api/v1/accounts", "/api/v1/accounts/", "//api/v1/accounts",
            "/api//v1/accounts", "/api/v1/login/../accounts", "/api/v1/login%2f..%2faccounts", "/api/v1/%61ccounts", "/API/V1/ACCOUNTS",
            "/api/v1/accounts?x=/healthz", "/api/v1/accounts?x=/api/v1/login", "/api/v1/accounts%00", "/api/v1/accounts%2f", "/./api/v1/accounts",
            "/auth/oidc/../../api/v1/accounts", "/auth/oidc/x/start/../../../../api/v1/accounts", "/api/v1/login/code/../../accounts",
            "/style.css/../api/v1/accounts", "/api/v1/accounts/%2e%2e/accounts", "/iceberg/../api/v1/accounts", "/metrics/api/v1/accounts",
        ])
    func tricks(_ path: String) async throws {
        let door = Door(.fake())
        let stranger = try await door.send(.get, path, token: nil)
        #expect([400, 401].contains(stranger.status), "\(path): \(stranger.status)")
        #expect(!stranger.body.contains("anna"), "the fake's one account")
        for header in ["X-Forwarded-User", "X-DataHub-Actor", "X-Original-URL", "X-Rewrite-URL", "X-User", "Remote-User"] {
            let name = try #require(HTTPField.Name(header))
            #expect([400, 401].contains(try await door.send(.get, path, token: nil, headers: [name: "admin"]).status))
        }
    }
}
