import BasinCore

/// A contract as the document's tree, with its keys in the standard's order.
extension DataContract {
    var tree: WrittenJSON {
        .sparse([
            ("apiVersion", .string(Self.apiVersion)), ("kind", .string(Self.kind)), ("id", .string(id)),
            ("version", .string(version)), ("status", .string(status)), ("name", .text(name)), ("domain", .text(domain)),
            ("tags", .strings(tags)),
            (
                "description",
                .sparse([("purpose", .text(purpose)), ("usage", .text(usage)), ("limitations", .text(limitations))])
            ),
            ("schema", .array(objects.map(\.tree))),
            ("team", team.map { .sparse([("name", .string($0.name)), ("description", .text($0.description))]) }),
            ("support", .array(support.map(\.tree))), ("roles", .array(roles.map(\.tree))),
            ("servers", .array(servers)), ("slaProperties", .array(sla.map(\.tree))),
            ("authoritativeDefinitions", .array(links.map(\.tree))), ("customProperties", Self.customTree(custom)),
        ])
    }

    static func customTree(_ members: [WrittenJSON.Member]) -> WrittenJSON {
        .array(members.map { .object([.init("property", .string($0.name)), .init("value", $0.value)]) })
    }
}

extension DataContract.Support {
    fileprivate var tree: WrittenJSON {
        .sparse([("channel", .string(channel)), ("tool", .text(tool)), ("url", .text(url))])
    }
}

extension DataContract.Role {
    fileprivate var tree: WrittenJSON {
        .sparse([
            ("role", .string(role)), ("access", .string(access)), ("description", .string(description)),
            ("firstLevelApprovers", .text(approvers)),
        ])
    }
}

extension DataContract.Agreement {
    fileprivate var tree: WrittenJSON {
        .sparse([
            ("property", .string(property)), ("value", value), ("unit", .text(unit)), ("element", .text(element)),
            ("description", .text(description)), ("scheduler", schedule == nil ? nil : .string("cron")),
            ("schedule", .text(schedule)),
        ])
    }
}

extension DataContract.Link {
    fileprivate var tree: WrittenJSON { .object([.init("url", .string(url)), .init("type", .string(type))]) }
}

extension ContractObject {
    var tree: WrittenJSON {
        .sparse([
            ("name", .string(name)), ("logicalType", .string("object")), ("physicalName", .string(name)),
            ("physicalType", .text(physicalType)), ("description", .text(description)),
            ("dataGranularityDescription", .text(granularity)), ("tags", .strings(tags)),
            ("properties", .array(properties.map(\.tree))), ("quality", .array(quality.map(\.tree))),
            ("customProperties", DataContract.customTree(custom)),
        ])
    }
}

extension ContractProperty {
    var tree: WrittenJSON {
        .sparse([
            ("name", .text(name)), ("description", .text(description)), ("logicalType", .text(logicalType)),
            ("logicalTypeOptions", .object(options)), ("physicalType", .text(physicalType)),
            ("required", .flag(isRequired)), ("unique", .flag(isUnique)), ("primaryKey", .flag(keyPosition != nil)),
            ("primaryKeyPosition", .integer(keyPosition)), ("partitioned", .flag(partitionPosition != nil)),
            ("partitionKeyPosition", .integer(partitionPosition)), ("classification", .text(classification)),
            ("examples", .array(examples)), ("transformSourceObjects", .strings(sources)), ("transformLogic", .text(logic)),
            ("transformDescription", .text(logicDescription)),
            (
                "relationships",
                .array(references.map { .object([.init("type", .string("foreignKey")), .init("to", .string($0))]) })
            ),
            ("authoritativeDefinitions", .array(links.map(\.tree))), ("tags", .strings(tags)),
            ("properties", .array(properties.map(\.tree))), ("items", items.first?.tree),
            ("quality", .array(quality.map(\.tree))), ("customProperties", DataContract.customTree(custom)),
        ])
    }
}

extension ContractQuality {
    var tree: WrittenJSON {
        .sparse([
            ("name", .text(name)), ("description", .text(description)), ("type", .string(type)), ("metric", .text(metric)),
            ("arguments", .object(arguments)), ("query", .text(query)), ("engine", .text(engine)),
            ("implementation", implementation), (comparison?.name ?? "mustBe", comparison?.value), ("unit", .text(unit)),
            ("dimension", .text(dimension)), ("severity", .text(severity)), ("customProperties", DataContract.customTree(custom)),
        ])
    }
}
