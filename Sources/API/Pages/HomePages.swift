import BasinCore
import BasinWeb
import BasinWire

/// Home: what matters first.
enum HomePages {
    static func routes(_ services: Services) -> [Route] {
        [
            .page("/", .find, "Home: what is late or failed, what one's teams own, what comes in now.", services) { request in
                try await HomePage.page(services.pages.home(request.person), for: request.visitor)
            }
        ]
    }
}
