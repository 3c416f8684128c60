import BasinCore

/// Reads a contract's tree. What is not of the shape that the standard gives it is not there: whoever imports a contract
/// hears of what is left out by name, not by type.
enum ContractReader {
    static func contract(_ tree: WrittenJSON) -> DataContract {
        var contract = DataContract(
            id: tree["id"]?.scalarText ?? "", version: tree["version"]?.scalarText ?? "", status: tree["status"]?.text ?? "",
            name: tree["name"]?.scalarText)
        contract.domain = tree["domain"]?.scalarText
        contract.tags = texts(tree["tags"])
        contract.purpose = tree["description"]?["purpose"]?.scalarText ?? tree["description"]?.text
        contract.usage = tree["description"]?["usage"]?.scalarText
        contract.limitations = tree["description"]?["limitations"]?.scalarText
        contract.objects = (tree["schema"]?.elements ?? []).map(object)
        // A list of members is the form before 3.1, and names no team.
        contract.team = tree["team"]?["name"]?.scalarText.map {
            DataContract.Party(name: $0, description: tree["team"]?["description"]?.scalarText)
        }
        contract.sla = (tree["slaProperties"]?.elements ?? []).compactMap { one in
            guard let property = one["property"]?.text, let value = one["value"] else { return nil }
            return DataContract.Agreement(property: property, value: value, unit: one["unit"]?.text, element: one["element"]?.text)
        }
        contract.custom = custom(tree)
        return contract
    }

    private static func object(_ tree: WrittenJSON) -> ContractObject {
        ContractObject(
            name: tree["name"]?.scalarText ?? "", description: tree["description"]?.scalarText,
            physicalType: tree["physicalType"]?.scalarText, tags: texts(tree["tags"]),
            properties: (tree["properties"]?.elements ?? []).map(property),
            quality: (tree["quality"]?.elements ?? []).map(quality), custom: custom(tree))
    }

    /// Not deeper than a YAML document may be.
    private static func property(_ tree: WrittenJSON) -> ContractProperty {
        var one = ContractProperty(name: tree["name"]?.scalarText ?? "")
        one.description = tree["description"]?.scalarText
        one.logicalType = tree["logicalType"]?.text?.lowercased()
        one.options = tree["logicalTypeOptions"]?.members ?? []
        one.physicalType = tree["physicalType"]?.scalarText
        one.isRequired = tree["required"]?.flag ?? false
        one.classification = tree["classification"]?.scalarText
        one.examples = tree["examples"]?.elements ?? []
        one.references = (tree["relationships"]?.elements ?? []).compactMap { $0["to"]?.text }
        one.tags = texts(tree["tags"])
        one.properties = (tree["properties"]?.elements ?? []).map(property)
        one.items = tree["items"].map { [property($0)] } ?? []
        one.quality = (tree["quality"]?.elements ?? []).map(quality)
        one.custom = custom(tree)
        return one
    }

    private static func quality(_ tree: WrittenJSON) -> ContractQuality {
        // `rule` is what 3.0 called the metric.
        let metric = tree["metric"]?.text ?? tree["rule"]?.text
        var rule = ContractQuality(
            name: tree["name"]?.scalarText, description: tree["description"]?.scalarText,
            type: tree["type"]?.text ?? "library", metric: metric)
        rule.arguments = tree["arguments"]?.members ?? []
        rule.comparison = tree.members?.first { $0.name.hasPrefix("must") }
        rule.query = tree["query"]?.text
        rule.engine = tree["engine"]?.text
        rule.implementation = tree["implementation"]
        rule.severity = tree["severity"]?.text
        rule.custom = custom(tree)
        return rule
    }

    private static func custom(_ tree: WrittenJSON) -> [WrittenJSON.Member] {
        (tree["customProperties"]?.elements ?? []).compactMap { one in
            guard let name = one["property"]?.text, let value = one["value"] else { return nil }
            return WrittenJSON.Member(name, value)
        }
    }

    private static func texts(_ tree: WrittenJSON?) -> [String] { (tree?.elements ?? []).compactMap(\.scalarText) }
}
