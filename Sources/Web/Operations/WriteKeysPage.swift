package import BasinWire

/// Write keys: who may send events, and how many.
package enum WriteKeysPage {
    package static func page(_ keys: [KeySummary], for visitor: Visitor) -> Page {
        Page(
            "Write keys", for: visitor, in: .settings, trail: [("Settings", "/settings")],
            body: """
                <p class="about">\(about)</p>
                \(table(keys, visitor))
                \(HTML.section("new", "Make one", "\(create)"))
                \(change(keys))
                """)
    }

    private static let about: HTML =
        "With a write key, a program may send events, and nothing else. Its secret is shown once, when it is made."

    /// Among the settings: what there is. It is changed on a page of its own, which does not renew itself while one writes.
    static func section(_ keys: [KeySummary], _ visitor: Visitor) -> HTML {
        HTML.section(
            "keys", "Write keys", about: about, actions: "<a class=\"button secondary\" href=\"/settings/keys\">Make, limit or revoke</a>",
            "\(table(keys, visitor))")
    }

    private static func table(_ keys: [KeySummary], _ visitor: Visitor) -> DataTable {
        var table = DataTable(
            "write-keys", "Write keys",
            columns: [
                .text("Key"), .text("State"), .text("Made"), .text("Limit"), .text("Quota"),
                .number("Events", unit: "today, of a quota"),
            ],
            rows: keys.map { key in
                [
                    .name(key.name),
                    Cell(
                        key.revokedAt == nil ? Standing.good.badge("in use") : Standing.off.badge("revoked"),
                        value: key.revokedAt == nil ? "in use" : "revoked"),
                    .ago(key.createdAt, visitor.moment), Cell("\(key.limit ?? "none")", value: key.limit ?? ""),
                    Cell("\(key.quota ?? "none")", value: key.quota ?? ""), .number(key.usedToday),
                ]
            }, empty: "None yet: nobody can send events. Make one here, or with <code>basin key create web</code>.", hidesCaption: true)
        table.mostShown = 200
        return table
    }

    private static let limitHelp = "Events in a time: 1000/s, 50/min or 200000/h. Empty: as many as come."
    private static let quotaHelp = "Events a UTC day: 5000000/day. Empty: as many as come."

    private static let create = Form(
        .post, "/settings/keys", "Make it",
        fields: [
            Form.text(
                "name", "Name", placeholder: "e.g. web", help: "Of the program that sends: letters, digits, _ and -.",
                isRequired: true, id: "new-name"),
            Form.text("limit", "Limit", placeholder: "1000/s", help: limitHelp, id: "new-limit"),
            Form.text("quota", "Quota", placeholder: "5000000/day", help: quotaHelp, id: "new-quota"),
        ])

    private static func change(_ keys: [KeySummary]) -> HTML {
        let names = keys.filter { $0.revokedAt == nil }.prefix(500).map { (value: $0.name, title: $0.name) }
        guard !names.isEmpty else { return .none }
        let limits = Form(
            .post, "/settings/limits", "Set the limits",
            fields: [
                Form.choice("name", "Key", names, id: "limit-name"), Form.text("limit", "Limit", help: limitHelp, id: "limit-limit"),
                Form.text("quota", "Quota", help: quotaHelp, id: "limit-quota"),
            ])
        let revoke = Form(
            .post, "/settings/revoke", "Revoke it for ever",
            fields: [Form.choice("name", "Key", names, help: "It opens nothing any more, at once.", id: "revoke-name")],
            isDangerous: true)
        return """
            \(HTML.section("limits", "Set limits", about: "They hold from now on, and replace those that were.", "\(limits)"))
            \(HTML.section("revoke", "Revoke one", about: "Whoever still sends with it is refused, at once.", "\(revoke)"))
            """
    }

    /// The answer to making one: the only time that the secret is shown.
    package static func made(_ key: CreatedKey, for visitor: Visitor) -> Page {
        Page(
            "A write key was made", for: visitor, in: .settings, trail: [("Settings", "/settings"), ("Write keys", "/settings/keys")],
            body: """
                \(HTML.notice(.warning, "<p><strong>Take the secret along now.</strong> It is shown this once; Basin keeps only what it is recognised by.</p>"))
                \(HTML.snippet("Write key \(key.name)", key.key))
                \(HTML.snippet("Try it", "curl http://127.0.0.1:8080/events -H 'Authorization: Bearer \(key.key)' -H 'Content-Type: application/cloudevents-batch+json' --data @events.json"))
                <p><a class="button" href="/settings/keys">Done</a></p>
                """)
    }
}
