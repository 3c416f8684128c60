import BasinCore

/// What datasets read, and whether they may.
extension DatasetPlanner {
    mutating func findReads(_ definition: DatasetDefinition) {
        let dataset = definition.dataset
        switch dataset.work {
        case .command: reads[dataset.name] = Set(dataset.inputs.keys)
        case .sql(let sql):
            do {
                reads[dataset.name] = try tools.sql.reads(sql)
            } catch {
                reads[dataset.name] = []
                report(error, in: definition)
            }
        }
    }

    mutating func reportCycles(_ graph: DatasetGraph) {
        for cycle in graph.cycles.prefix(DefinitionLimits.cycles) {
            guard let definition = definitions[cycle[0]] else { continue }
            let shown = cycle.prefix(20) + (cycle.count > 20 ? ["…"] : []) + [cycle[0]]
            report(
                place(
                    of: cycle.count > 1 ? cycle[1] : cycle[0], in: definition,
                    "these datasets read each other: \(shown.joined(separator: " → "))",
                    "let one of them read something else; of time before its own, a dataset reads only itself (`previous: true`)"
                ),
                of: cycle[0])
        }
        failed.formUnion(graph.cycles.joined())
    }

    /// The inputs with their windows, by name; nil when something about them is wrong or not known yet.
    mutating func resolvedInputs(_ definition: DatasetDefinition) -> [ResolvedInput]? {
        let dataset = definition.dataset
        let before = problems.count
        var inputs: [ResolvedInput] = []
        var isBlocked = false
        checkTrigger(definition)
        for name in reads[dataset.name, default: []].sorted() {
            if name == dataset.name {
                resolveItself(definition, &inputs)
            } else if failed.contains(name) || isRemovedNow(name) {
                // Told where it is wrong.
                isBlocked = true
            } else if let table = tables[name], let id = ids[name] {
                checkGranularity(definition, name, table)
                inputs.append(
                    ResolvedInput(
                        id: id, name: name, granularity: table.granularity, isEvents: table.isEvents,
                        window: dataset.inputs[name] ?? InputWindow()))
            } else {
                reportUnknown(name, definition)
            }
        }
        for name in dataset.inputs.keys.sorted() where !reads[dataset.name, default: []].contains(name) {
            report(
                definition, at: "inputs.\(name)", "the SQL does not read the input \(quoted(name))",
                "remove it from `inputs`, or read it")
        }
        return isBlocked || problems.count > before ? nil : inputs
    }

    private mutating func resolveItself(_ definition: DatasetDefinition, _ inputs: inout [ResolvedInput]) {
        let dataset = definition.dataset
        guard let window = dataset.inputs[dataset.name], window.isPrevious else {
            report(
                place(
                    of: dataset.name, in: definition, "the dataset reads itself",
                    "add `inputs: {\(dataset.name): {previous: true}}` to \(definition.file), if it shall read its partition before"
                ),
                of: dataset.name)
            return
        }
        inputs.append(
            ResolvedInput(
                id: ids[dataset.name] ?? 0, name: dataset.name, granularity: dataset.granularity, isEvents: false,
                window: window))
    }

    private mutating func checkGranularity(_ definition: DatasetDefinition, _ name: String, _ table: KnownTable) {
        let own = definition.dataset.granularity
        guard table.granularity != .none, own.isFiner(than: table.granularity) else { return }
        report(
            definition, at: "partition",
            "the dataset is cut by \(own.rawValue), and its input \(quoted(name)) by \(table.granularity.rawValue), which is coarser",
            "use `partition: \(table.granularity.rawValue)`, or read what \(quoted(name)) is made of")
    }

    private mutating func checkTrigger(_ definition: DatasetDefinition) {
        do {
            try tools.checkTrigger(definition.dataset.trigger)
        } catch {
            report(definition, at: "trigger", Self.message(error), "")
        }
    }

    private mutating func reportUnknown(_ name: String, _ definition: DatasetDefinition) {
        var remedy = "correct the name, or declare it in events/ or datasets/"
        if let new = formerNames[name] {
            remedy = "it is called \(quoted(new)) now"
        } else if removedNames.contains(name) {
            remedy = "it was removed; read something else, or declare it again"
        } else if problems.count < 100, let near = nearest(to: name) {
            remedy = "did you mean \(quoted(near))? Else declare it in events/ or datasets/"
        }
        report(
            place(of: name, in: definition, "no event type or dataset is called \(quoted(name))", remedy),
            of: definition.name)
    }

    /// A known name that differs in its case, its plural or an underscore.
    private func nearest(to name: String) -> String? {
        func essence(_ text: String) -> [UInt8] {
            var bytes = text.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
            if bytes.last == UInt8(ascii: "s") { bytes.removeLast() }
            return Array(bytes)
        }
        let wanted = essence(name)
        return tables.keys.filter { essence($0) == wanted }.min()
    }

    // MARK: Places

    /// A problem with a name in the SQL, at its first mention; of a command, at its input.
    func place(of name: String, in definition: DatasetDefinition, _ message: String, _ remedy: String)
        -> DefinitionProblem
    {
        guard let file = definition.sqlFile, case .sql(let sql) = definition.dataset.work else {
            return DefinitionProblem(
                file: definition.file, line: definition.lines["inputs.\(name)"] ?? 1, message: message, remedy: remedy)
        }
        let place = Self.firstMention(of: name, in: sql)
        return DefinitionProblem(file: file, line: place.line, column: place.column, message: message, remedy: remedy)
    }

    /// Where the word is first, in any case; the beginning when it is written in some way that hides it.
    private static func firstMention(of name: String, in sql: String) -> Place {
        func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
        func isPart(_ byte: UInt8) -> Bool {
            byte >= 128 || byte == 95 || (48...57).contains(byte) || (97...122).contains(lowered(byte))
        }
        let text = Array(sql.utf8)
        let word = name.utf8.map(lowered)
        var line = 1
        var lineStart = 0
        var index = 0
        while index < text.count {
            if text[index] == 10 {
                line += 1
                lineStart = index + 1
            }
            guard isPart(text[index]) else {
                index += 1
                continue
            }
            var end = index
            while end < text.count, isPart(text[end]) { end += 1 }
            if end - index == word.count, text[index..<end].lazy.map(lowered).elementsEqual(word) {
                return Place(line: line, column: index - lineStart + 1)
            }
            index = end
        }
        return Place(line: 1, column: 1)
    }

    /// Reports what looking into the SQL threw.
    mutating func report(_ error: any Error, in definition: DatasetDefinition) {
        let file = definition.sqlFile ?? definition.file
        guard let problem = error as? SQLReader.Problem else {
            let problem = DefinitionProblem(file: file, line: 1, message: Self.message(error), remedy: "")
            return report(problem, of: definition.name)
        }
        report(
            DefinitionProblem(
                file: file, line: problem.line, column: problem.column, message: problem.message, remedy: ""),
            of: definition.name)
    }

    static func message(_ error: any Error) -> String {
        switch error {
        case let error as BasinError: error.message
        case let problem as SQLReader.Problem: problem.message
        default: "\(error)"
        }
    }
}
