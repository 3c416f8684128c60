package import BasinCore

extension OpenLineageEvent {
    private static let mostUses = 1_000
    private static let mostFacets = 200
    private static let longestName = 1_024
    /// What a clock may be ahead. A later time would win over everything that really comes after.
    private static let mostAhead = Duration.seconds(86_400)

    /// - Throws: `.invalid` with what is wrong, `.tooLarge`.
    package init(_ tree: JSONTree, now: Timestamp) throws {
        guard tree.members != nil else { throw Self.wrong("an event is a JSON object") }
        guard let time = tree["eventTime"]?.text, let at = Timestamp(rfc3339: time) else {
            throw Self.wrong("eventTime is missing, or no date and time of RFC 3339 with its offset")
        }
        guard at <= now + Self.mostAhead else { throw Self.wrong("eventTime is more than a day ahead of this server's clock") }
        for name in ["producer", "schemaURL"] {
            guard let text = tree[name]?.text, !text.isEmpty, text.utf8.count <= 2048 else {
                throw Self.wrong("\(name) is missing, or longer than 2,048 bytes")
            }
        }
        let bytes = try tree.json
        guard bytes.count <= Self.mostBytes else {
            throw BasinError(.tooLarge, "The event takes more than \(Self.mostBytes) bytes; leave out facets that nobody reads.")
        }
        self.init(kind: .run, at: at, text: String(decoding: bytes, as: UTF8.self))
        if let run = tree["run"] {
            try readRun(run, tree)
        } else if tree["job"] != nil {
            kind = .job
        } else if let dataset = tree["dataset"] {
            kind = .dataset
            uses = [try Self.use(dataset, "dataset", isOutput: true, also: nil)]
            return
        } else {
            throw Self.wrong("it has neither run, job nor dataset")
        }
        guard let job = tree["job"] else { throw Self.wrong("job is missing") }
        self.job = try Self.name(job, "job")
        jobFacets = try Self.facets(job["facets"], "job.facets")
        uses = try Self.uses(tree["inputs"], "inputs", isOutput: false, also: "inputFacets")
        uses += try Self.uses(tree["outputs"], "outputs", isOutput: true, also: "outputFacets")
        guard uses.count <= Self.mostUses else {
            throw Self.wrong("it names \(uses.count) inputs and outputs, and \(Self.mostUses) at most are taken")
        }
    }

    private mutating func readRun(_ run: JSONTree, _ tree: JSONTree) throws {
        guard let id = run["runId"]?.text?.lowercased(), Self.isUUID(id) else {
            throw Self.wrong("run.runId is missing, or no UUID")
        }
        runID = id
        runFacets = try Self.facets(run["facets"], "run.facets")
        guard let type = tree["eventType"], type != .null else { return }
        guard let step = type.text.flatMap({ ForeignRunState.Step(rawValue: $0.uppercased()) }) else {
            let known = ForeignRunState.Step.allCases.map(\.rawValue).joined(separator: ", ")
            throw Self.wrong("eventType is none of \(known)")
        }
        self.step = step
    }

    private static func uses(_ tree: JSONTree?, _ path: String, isOutput: Bool, also: String) throws -> [Use] {
        guard let tree, tree != .null else { return [] }
        guard let items = tree.items else { throw wrong("\(path) is no array") }
        return try items.map { try use($0, path, isOutput: isOutput, also: also) }
    }

    private static func use(_ tree: JSONTree, _ path: String, isOutput: Bool, also: String?) throws -> Use {
        var facets = try facets(tree["facets"], path + ".facets")
        if let also { facets.merge(try self.facets(tree[also], "\(path).\(also)")) { first, _ in first } }
        return Use(name: try name(tree, path), isOutput: isOutput, facets: facets)
    }

    private static func facets(_ tree: JSONTree?, _ path: String) throws -> [String: JSONTree] {
        guard let tree, tree != .null else { return [:] }
        guard let members = tree.members else { throw wrong("\(path) is no object") }
        guard members.count <= mostFacets else { throw wrong("\(path) holds more than \(mostFacets) facets") }
        for (name, value) in members where value.members == nil || !isName(name, longest: 256) {
            throw wrong("a facet of \(path) is no object, or its name is not 1 to 256 bytes without control characters")
        }
        return members
    }

    private static func name(_ tree: JSONTree, _ path: String) throws -> LineageName {
        guard let namespace = tree["namespace"]?.text, let name = tree["name"]?.text,
            isName(namespace, longest: longestName), isName(name, longest: longestName)
        else {
            throw wrong(
                "namespace and name of \(path) must both be there, each 1 to 1,024 bytes without control characters")
        }
        return LineageName(namespace: namespace, name: name)
    }

    static func isName(_ text: String, longest: Int) -> Bool {
        let count = text.utf8.count
        return count >= 1 && count <= longest
            && text.unicodeScalars.allSatisfy {
                switch $0.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
                default: true
                }
            }
    }

    /// In lower case.
    package static func isUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        return bytes.indices.allSatisfy { index in
            switch index {
            case 8, 13, 18, 23: bytes[index] == UInt8(ascii: "-")
            default: (48...57).contains(bytes[index]) || (97...102).contains(bytes[index])
            }
        }
    }

    private static func wrong(_ what: String) -> BasinError {
        BasinError(.invalid, "This is no event of OpenLineage that Basin takes: \(what).")
    }
}
