package import BasinCore
package import BasinMetastore

/// What an event of others makes of what is known of them.
extension Transaction {
    /// Takes an event. The same again changes nothing, and the order of events is of no account: of what two say of one
    /// thing, the later event counts, whichever came first.
    /// - Parameter digest: SHA-256 of `event.text`.
    /// - Returns: false when it was taken before.
    /// - Throws: `.invalid` when its run is another job's, or it speaks of Basin's own as if it were another's;
    ///   `.unavailable`, `.tooLarge` when there is no room.
    package func take(
        _ event: OpenLineageEvent, digest: [UInt8], own: OwnNamespace, limits: LineageEventLimits = LineageEventLimits(),
        now: Timestamp
    ) throws -> Bool {
        guard try !snapshot.holdsLineageEvent(digest: digest) else { return false }
        try requireSameJob(event, own)
        let at = event.at
        for use in event.uses where use.name.namespace == own.text {
            guard try own.datasetID(use.name, in: snapshot) != nil else {
                throw BasinError(
                    .invalid,
                    "\(use.name.joined.prefix(200)) is in Basin's own namespace, and Basin has no dataset of that name.")
            }
        }
        let texts = try event.uses.map { try FacetSet($0.facets, at: at).text }
        if let job = event.job { try takeJob(job, event, own, texts) } else { try takeDataset(event, own) }
        try keepLineageEvent(
            kind: event.kind.rawValue, at: at, runUUID: event.runID, digest: digest, event.text, limits: limits, now: now)
        return true
    }

    private func requireSameJob(_ event: OpenLineageEvent, _ own: OwnNamespace) throws {
        if let job = event.job, job.namespace == own.text {
            throw BasinError(
                .invalid, "\(own.text) is Basin's own namespace, and what its jobs do it knows; send another job namespace.")
        }
        guard let uuid = event.runID, let run = try snapshot.foreignRun(uuid: uuid),
            let job = try snapshot.foreignJobs(ids: [run.jobID]).first, job.name != event.job
        else { return }
        throw BasinError(
            .invalid, "Run \(uuid) is one of the job \(job.name.joined.prefix(200)); give another job's run its own id.")
    }

    private func takeDataset(_ event: OpenLineageEvent, _ own: OwnNamespace) throws {
        var room = Self.mostFacetBytes
        for use in event.uses where use.name.namespace != own.text {
            let id = try takeFacets(of: use, event, &room)
            try keepVersion(id, use, event)
        }
    }

    private func takeJob(
        _ name: LineageName, _ event: OpenLineageEvent, _ own: OwnNamespace, _ texts: [String]
    ) throws {
        var facets = try snapshot.foreignJob(name).map { try FacetSet(text: $0.facets) } ?? FacetSet()
        facets.merge(FacetSet(event.jobFacets, at: event.at))
        let jobID = try storeForeignJob(name, facets: facets.text, at: event.at)
        guard let runID = try takeRun(event, jobID) else { return }
        var room = Self.mostFacetBytes
        for (use, text) in zip(event.uses, texts) {
            let id: UInt32
            if let known = try own.datasetID(use.name, in: snapshot) {
                id = known
            } else {
                id = try takeFacets(of: use, event, &room)
                if use.isOutput { try keepVersion(id, use, event) }
            }
            let stored = ForeignUse(datasetID: id, isOutput: use.isOutput)
            guard let before = try foreignUseFacets(stored, runID: runID) else {
                try store(stored, facets: text, runID: runID)
                continue
            }
            try Self.spend(before, &room)
            var merged = try FacetSet(text: before)
            merged.merge(FacetSet(use.facets, at: event.at))
            try store(stored, facets: merged.text, runID: runID)
        }
        guard try countForeignUses(runID: runID) <= Self.mostUses else {
            throw BasinError(
                .tooLarge, "The run names more than \(Self.mostUses) inputs and outputs; tell of what it does as several runs.")
        }
        try settleUses(jobID, own)
    }

    /// - Returns: its row; nil when the event is about the job itself and a later one is known.
    private func takeRun(_ event: OpenLineageEvent, _ jobID: Int64) throws -> Int64? {
        let known = try event.runID.map { try snapshot.foreignRun(uuid: $0) } ?? runOfJobItself(jobID: jobID)
        if event.kind == .job, let known {
            // Each says all of it, so an older one says nothing.
            guard known.lastAt <= event.at else { return nil }
            try forgetForeignUses(runID: known.id)
        }
        var facts = try known.map { try ForeignRunState(text: $0.facts) } ?? ForeignRunState()
        if event.kind == .job {
            facts = ForeignRunState()
            facts.apply(.start, at: event.at)
            facts.apply(.complete, at: event.at)
        } else {
            facts.apply(event.step, at: event.at)
        }
        var facets = try known.map { try FacetSet(text: $0.facets) } ?? FacetSet()
        facets.merge(FacetSet(event.runFacets, at: event.at))
        return try store(
            ForeignRun(
                id: known?.id ?? 0, jobID: jobID, uuid: event.runID, state: facts.state.rawValue, facts: facts.text,
                facets: facets.text, firstAt: facts.firstAt ?? event.at, lastAt: facts.lastAt ?? event.at,
                startedAt: facts.startedAt, endedAt: facts.endedAt))
    }

    /// What is known of a dataset of others, and found of it.
    private func takeFacets(
        of use: OpenLineageEvent.Use, _ event: OpenLineageEvent, _ room: inout Int
    ) throws -> UInt32 {
        let before = try snapshot.foreignDataset(use.name)
        try Self.spend(before?.facets ?? "", &room)
        var facets = try before.map { try FacetSet(text: $0.facets) } ?? FacetSet()
        let old = before.map { ForeignCatalog.entry($0.id, use.name, facets) }
        facets.merge(FacetSet(use.facets, at: event.at))
        let id = try storeForeignDataset(use.name, facets: facets.text, at: event.at)
        let entry = ForeignCatalog.entry(id, use.name, facets)
        if entry != old { try CatalogIndex.store(entry, in: self) }
        return id
    }

    /// One version a run that wrote it, or a time at which it was told of.
    private func keepVersion(_ id: UInt32, _ use: OpenLineageEvent.Use, _ event: OpenLineageEvent) throws {
        let version = StableUUID.of(name: "version \(use.name.joined) \(event.runID ?? event.at.description)")
        var facets = try snapshot.foreignVersion(datasetID: id, version).map { try FacetSet(text: $0.facets) } ?? FacetSet()
        facets.merge(FacetSet(use.facets, at: event.at))
        try store(
            ForeignDatasetVersion(
                datasetID: id, version: version, at: event.at, runUUID: event.runID, facets: facets.text))
    }

    /// Of one job, what is kept at most.
    private static var mostColumnEdges: Int { 50_000 }
    private static var mostUses: Int { 5_000 }

    /// Of what is known already, what one event may make Basin read at most while nobody else writes.
    private static var mostFacetBytes: Int { 16 << 20 }

    private static func spend(_ facets: String, _ room: inout Int) throws {
        room -= facets.utf8.count
        guard room < 0 else { return }
        throw BasinError(
            .tooLarge,
            "The datasets of this event have facets of more than \(mostFacetBytes) bytes together; name fewer in one run.")
    }

    /// What the job reads and writes is what its deciding run did.
    private func settleUses(_ jobID: Int64, _ own: OwnNamespace) throws {
        guard let runID = try snapshot.decidingRun(jobID: jobID) else { return }
        // What Basin's own datasets are made of it knows itself: who says that he writes one makes no edge. Events he may send.
        let uses = try snapshot.foreignRunUses(runID: runID).filter { use, _ in
            try !use.isOutput || use.datasetID >= ForeignDataset.firstID || snapshot.dataset(id: use.datasetID) == nil
        }
        var columns: [LineageEdge] = []
        var room = Self.mostFacetBytes
        for (use, text) in uses where use.isOutput {
            try Self.spend(text, &room)
            let told = ForeignColumns(try FacetSet(text: text)["columnLineage"])
            for source in told.sources where columns.count < Self.mostColumnEdges {
                guard let id = try datasetID(source.dataset, own) else { continue }
                columns.append(
                    LineageEdge(
                        source: LineageNode(datasetID: id, column: source.sourceColumn),
                        target: LineageNode(datasetID: use.datasetID, column: source.column), kind: source.kind))
            }
        }
        try replaceForeignUses(jobID: jobID, uses.map(\.use), columns: columns)
    }

    /// Nil for a dataset that only a column was said to come from, and that was told of nowhere else.
    private func datasetID(_ name: LineageName, _ own: OwnNamespace) throws -> UInt32? {
        try own.datasetID(name, in: snapshot) ?? snapshot.foreignDataset(name)?.id
    }
}
