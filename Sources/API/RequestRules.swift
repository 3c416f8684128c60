/// What holds for the requests of all routes that need an account; part of `Services`.
package struct RequestRules: Sendable {
    package var limiter: RequestLimiter
    package var strangers: StrangerLimiter
    package var refusals: RepeatedRefusals
    package var answers: KeptAnswerServices

    package init(
        limiter: RequestLimiter, strangers: StrangerLimiter, refusals: RepeatedRefusals, answers: KeptAnswerServices
    ) {
        self.limiter = limiter
        self.strangers = strangers
        self.refusals = refusals
        self.answers = answers
    }
}
