package import BasinCore

/// Teams and datasets as entities of a Backstage catalog: a Group and a System for each team, a Resource for each dataset.
///
/// A pipeline is no Component of its own: it would say nothing that the Resource of its dataset, with what that depends
/// on, does not. https://backstage.io/docs/features/software-catalog/descriptor-format
package enum BackstageCatalog {
    /// Documents of YAML, one behind the other, teams first, each kind by name. The same catalog gives the same bytes;
    /// datasets that are removed are left out.
    package static func yaml(of datasets: [CatalogedDataset], teams: [Team]) -> String {
        let datasets = datasets.filter { !$0.isRemoved }.sorted { $0.name < $1.name }
        let groups = EntityNames.valid(teams.map(\.name) + datasets.map(\.owner))
        let resources = EntityNames.valid(datasets.map(\.name))
        let known = Dictionary(teams.map { ($0.name, $0) }) { first, _ in first }
        var documents: [WrittenJSON] = []
        for name in groups.keys.sorted() {
            documents.append(group(name, groups[name] ?? "", known[name]))
        }
        for name in Set(datasets.map(\.owner)).sorted() {
            documents.append(system(name, groups[name] ?? ""))
        }
        documents += datasets.map { resource($0, resources, group: groups[$0.owner] ?? "") }
        return documents.map { "---\n" + $0.yaml }.joined()
    }

    private static func entity(_ kind: String, _ metadata: [(String, WrittenJSON?)], _ spec: [WrittenJSON.Member]) -> WrittenJSON {
        .object([
            .init("apiVersion", .string("backstage.io/v1alpha1")), .init("kind", .string(kind)),
            .init("metadata", .sparse(metadata)), .init("spec", .object(spec)),
        ])
    }

    private static func group(_ name: String, _ entityName: String, _ team: Team?) -> WrittenJSON {
        let contact = team.map { DataContract.Support(contact: $0.contact) }
        let email = contact?.tool == "email" ? contact?.channel : nil
        return entity(
            "Group",
            [
                ("name", .string(entityName)), ("title", .text(name == entityName ? nil : name)),
                ("description", .text(team?.description)), ("annotations", .sparse([("basin/contact", .text(team?.contact))])),
            ],
            [
                .init("type", .string("team")),
                .init("profile", .sparse([("displayName", .string(name)), ("email", .text(email))])),
                .init("children", .array([])),
            ])
    }

    private static func system(_ owner: String, _ group: String) -> WrittenJSON {
        entity(
            "System",
            [("name", .string(group)), ("description", .string("What \(owner) keeps in Basin."))],
            [.init("owner", .string("group:default/\(group)"))])
    }

    private static func resource(_ dataset: CatalogedDataset, _ names: [String: String], group: String) -> WrittenJSON {
        let name = names[dataset.name] ?? ""
        let strictest = dataset.columns.map(\.classification).max() ?? .none
        let words =
            dataset.tags + [dataset.tier.rawValue + "-tier", strictest.rawValue]
            + (dataset.deprecation == nil ? [] : ["deprecated"])
        var seen: Set<String> = []
        let tags = words.compactMap(EntityNames.tag).filter { $0 != "none" && seen.insert($0).inserted }
        var spec: [WrittenJSON.Member] = [
            .init("type", .string(dataset.kind == "event" ? "event-stream" : "dataset")),
            .init("owner", .string("group:default/\(group)")), .init("system", .string(group)),
        ]
        // What is removed is no entity that could be depended on.
        let inputs = dataset.inputs.compactMap { names[$0] }.map { "resource:default/\($0)" }
        if !inputs.isEmpty { spec.append(.init("dependsOn", .strings(inputs))) }
        return entity(
            "Resource",
            [
                ("name", .string(name)), ("title", .text(name == dataset.name ? nil : dataset.name)),
                ("description", .text(dataset.description)),
                (
                    "annotations",
                    .sparse([
                        ("basin/id", .string(dataset.urn)), ("basin/schema-version", .string(String(dataset.schemaVersion))),
                    ])
                ),
                ("tags", .strings(tags)),
            ], spec)
    }
}
