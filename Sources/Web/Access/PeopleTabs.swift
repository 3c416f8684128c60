/// The pages about people and what they may, one beside the other.
enum PeopleTabs {
    enum Tab { case people, access, account }

    static func html(_ here: Tab) -> HTML {
        HTML.tabs(
            "People and access",
            [
                ("People", "/people", here == .people), ("Access", "/access", here == .access),
                ("Your account", "/account", here == .account),
            ])
    }
}
