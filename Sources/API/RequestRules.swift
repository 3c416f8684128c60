/// What holds for the requests of all routes that need an account; part of `Services`.
package struct RequestRules: Sendable {
    package var limiter: RequestLimiter
    package var refusals: RepeatedRefusals
    package var answers: KeptAnswerServices

    package init(limiter: RequestLimiter, refusals: RepeatedRefusals, answers: KeptAnswerServices) {
        self.limiter = limiter
        self.refusals = refusals
        self.answers = answers
    }
}
