import BasinCore
import BasinWire
import Hummingbird

/// What the machines around Basin ask, and what its operator does.
enum OperationRoutes {
    static func routes(_ services: Services) -> [Route] {
        let text = ["text/plain"]
        return [
            Route(
                method: .get, path: "/healthz", access: .open, summary: "Is the process alive?",
                answer: AnswerDescription(description: "Yes.", contentTypes: text)
            ) { _ in .text("ok\n").momentary },
            Route(
                method: .get, path: "/readyz", access: .open,
                summary: "Does it take events? 503 until recovery is done, and while stopping.",
                answer: AnswerDescription(description: "Yes.", contentTypes: text)
            ) { _ in
                guard services.isReady() else {
                    throw BasinError(.unavailable, "Basin is starting or stopping; ask again in a moment.")
                }
                return .text("ready\n").momentary
            },
            Route(
                method: .get, path: "/metrics", access: .open, summary: "Figures for Prometheus.",
                answer: AnswerDescription(description: "Text exposition format 0.0.4.", contentTypes: text)
            ) { _ in .text(await services.metrics(), type: "text/plain; version=0.0.4; charset=utf-8").momentary },
            Route(
                method: .get, path: "/api/v1/status", access: .may(.find), summary: "Live figures per event type.",
                answer: .json(PlatformStatus.self, "The figures.")
            ) { _ in try .json(await services.status()) },
        ]
    }
}
