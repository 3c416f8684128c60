import HTTPTypes
import Hummingbird

extension Response {
    /// Tells an account what it has left, on every answer: who knows it need not run into the limit.
    mutating func addStanding(of account: String?, _ rules: RequestRules?) {
        guard let account, let rules else { return }
        let standing = rules.limiter.standing(of: account)
        headers[.rateLimitPolicy] = standing.policy
        headers[.rateLimit] = standing.limit
    }
}

extension HTTPField.Name {
    /// The names are constant tokens, so they cannot be refused.
    fileprivate static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy")!
    fileprivate static let rateLimit = HTTPField.Name("RateLimit")!
}
