import BasinCore
import BasinWeb

/// The visual language.
enum StylePages {
    static func routes(_ services: Services) -> [Route] {
        [.page("/style", .find, "The visual language of these pages, part by part.", services) { StylePage.page(for: $0.visitor) }]
    }
}
