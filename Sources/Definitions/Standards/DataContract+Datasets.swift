import BasinCore

extension DataContract {
    /// What Basin knows of a dataset, in the standard's words. A function of what is applied: nothing of what rows hold,
    /// of the time or of the machine is in it.
    package init(_ dataset: CatalogedDataset) {
        self.init(
            id: dataset.urn, version: String(dataset.schemaVersion),
            status: dataset.isRemoved ? "retired" : dataset.deprecation == nil ? "active" : "deprecated", name: dataset.name)
        domain = dataset.owner
        tags = dataset.tags
        purpose = dataset.description
        limitations = dataset.deprecation.map { "Deprecated: \($0.sentence)" }
        team = Party(name: dataset.owner, description: dataset.team?.description)
        support = dataset.contacts.map(Support.init(contact:))
        roles = Self.roles(dataset)
        servers = [Self.server(dataset.name)]
        var object = ContractObject(
            name: dataset.name, description: dataset.description, physicalType: "table",
            granularity: Self.granularity(dataset.granularity))
        switch dataset.content {
        case .events(let type):
            usage = Self.purposes(type.schema.fields)
            object.properties = ContractColumns.properties(of: type)
        case .made(let made):
            object.properties = ContractColumns.properties(of: made)
            for check in made.definition.checks { ContractQuality.add(check, to: &object) }
        }
        objects = [object]
        links = Self.links(dataset)
        sla = Self.agreements(dataset)
        custom = ContractExtensions.members(of: dataset)
    }

    /// To files of the project, which is where its authors are.
    private static func links(_ dataset: CatalogedDataset) -> [Link] {
        let path = dataset.definitionPath
        var links = [Link(url: path + ".yaml", type: "implementation")]
        if case .made(let made) = dataset.content, case .sql = made.definition.work {
            links.append(Link(url: path + ".sql", type: "transformationImplementation"))
        }
        if dataset.documentation.page != nil { links.append(Link(url: path + ".md", type: "tutorial")) }
        return links + dataset.documentation.terms.map(Link.init(term:))
    }

    /// For what each field may be used that says so.
    private static func purposes(_ fields: [Field]) -> String? {
        let said = fields.filter { !$0.purposes.isEmpty }.map { "\($0.name) for \($0.purposes.joined(separator: ", "))" }
        return said.isEmpty ? nil : "What says something of a person may be used only: \(said.joined(separator: "; "))."
    }

    private static func granularity(_ granularity: Granularity) -> String? {
        granularity == .none ? nil : "Cut into one partition for each UTC \(granularity.rawValue)."
    }

    private static func roles(_ dataset: CatalogedDataset) -> [Role] {
        let access = dataset.declaredAccess ?? .open
        let rows = access.rows.isEmpty ? "" : " Each sees the rows that basin.rows gives to the team."
        let reader = Role(
            role: "reader", access: "read",
            description: (access.isRestricted
                ? "The owner's people, and whoever has a grant for this dataset." : "Whoever may query.") + rows,
            approvers: access.isRestricted ? dataset.owner : nil)
        guard dataset.columns.contains(where: { $0.classification.isSealed }) else { return [reader] }
        return [
            reader,
            Role(
                role: "reader of personal values", access: "read",
                description: "Who has a grant for the classification, with a purpose and an end. Others see these columns masked.",
                approvers: dataset.owner),
        ]
    }

    /// Where readers find it, without the name of any machine.
    private static func server(_ name: String) -> WrittenJSON {
        .sparse([
            ("server", .string("basin")), ("type", .string("custom")),
            ("description", .string("The Iceberg REST catalog under /iceberg of the Basin server, for reading.")),
            ("format", .string("iceberg")), ("catalog", .string("basin")),
            ("schema", .string(CatalogedDataset.namespace)), ("dataset", .string(name)),
        ])
    }

    private static func agreements(_ dataset: CatalogedDataset) -> [Agreement] {
        var sla: [Agreement] = []
        if let days = dataset.retentionDays {
            sla.append(Agreement(property: "retention", value: .number(String(days)), unit: "d"))
        }
        var schedule: String?
        if case .made(let made) = dataset.content {
            let trigger = made.definition.trigger
            schedule = trigger.cron
            for case .freshness(let column, let seconds) in made.definition.checks.map(\.rule) {
                sla.append(
                    Agreement(
                        property: "latency", value: .number(String(seconds)), unit: "s", element: "\(made.name).\(column)",
                        description: "The latest time in the column, before the partition's end."))
            }
        }
        if let until = dataset.deprecation?.until {
            sla.append(Agreement(property: "endOfLife", value: .string(until)))
        }
        let units: [Granularity: String] = [.hour: "h", .day: "d", .week: "w", .month: "mo"]
        if let unit = units[dataset.granularity] {
            sla.append(Agreement(property: "frequency", value: .number("1"), unit: unit, schedule: schedule))
        }
        return sla
    }
}

extension DataContract.Link {
    /// Where the project says what the word means. Not the standard's `businessDefinition`: readers of contracts open what
    /// that leads to and take it for the column itself, with its type.
    init(term: String) { self.init(url: "glossary.yaml#\(term)", type: "glossary") }
}

extension DataContract.Support {
    /// Where people can be asked, told by its form: an address, a page, or the name of a channel.
    init(contact: String) {
        let isPlain = !contact.isEmpty && contact.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-._~:/?#@+=%&,;".utf8.contains(byte)
        }
        channel = contact
        if isPlain, contact.hasPrefix("https://") {
            (tool, url) = ("other", contact)
        } else if isPlain, contact.split(separator: "@", omittingEmptySubsequences: false).count == 2, !contact.hasPrefix("@"),
            !contact.hasSuffix("@"), !contact.contains(":")
        {
            (tool, url) = ("email", "mailto:" + contact)
        }
    }
}
