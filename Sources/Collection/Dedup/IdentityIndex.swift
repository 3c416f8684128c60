package import BasinCore
import Glibc

/// Which identities of one event type have been delivered: an exact set on disk, asked a batch at a time.
///
/// A value over immutable runs: a copy may be asked or merged on another thread while the original goes on. The
/// metastore is the truth about which runs there are: what is prepared or merged is durable, but neither visible to
/// `novel` nor kept by the next start until it is in the metastore and committed here.
///
/// An identity takes 16 bytes and 11 bits; next to none of it is on the heap (runs of up to `inlineLimit` identities
/// are; larger ones are mapped files).
package struct IdentityIndex: Sendable {
    package static let lookBackDays = 21

    private let folder: IdentityFolder
    /// Runs of at most so many identities are kept in the metastore: it saves two `fsync`s a flush.
    private let inlineLimit: Int
    private var runs: [IdentityRun]

    /// Opens the runs that the metastore lists.
    ///
    /// - Parameters:
    ///   - folder: the event type's own folder; made when the first file is written, its parent must exist.
    ///   - inlineLimit: at most so many identities stay inline; zero for files only.
    /// - Throws: `damaged` when a run is missing or damaged, `system` when it cannot be read.
    package init(folder: String, runs: [RunFile], inlineLimit: Int = 4096) throws {
        self.folder = IdentityFolder(path: folder)
        self.inlineLimit = inlineLimit
        self.runs = try runs.map { try IdentityRun($0, folder: folder) }
        sortRuns()
    }

    /// The runs that are visible, with the names that `commit` and `merge` take. Inline bytes are copied.
    package var files: [RunFile] { runs.map(\.file) }

    /// Identities in all visible runs; one that is in two runs counts twice.
    package var count: Int { runs.reduce(0) { $0 + $1.count } }

    // MARK: Asking

    /// Says for each identity of the batch whether it is new: in no visible run and not earlier in the batch.
    ///
    /// Exact both ways. Costs some 0.3 µs an identity with 10^8 in memory; fastest for batches of
    /// thousands.
    ///
    /// - Parameter hour: leaves out runs that end before this hour; nil asks all.
    package func novel(_ hashes: UnsafeBufferPointer<IdentityHash>, since hour: Hour? = nil) -> [Bool] {
        var batch = IdentityBatch(hashes)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, batch.count)) { found in
            found.initialize(repeating: 0)
            for run in runs where hour.map({ run.hours.upperBound >= $0 }) ?? true {
                if run.mark(batch.candidates, found: found) > 0 { batch.drop(found) }
            }
        }
        return [Bool](unsafeUninitializedCapacity: hashes.count) { answers, count in
            answers.initialize(repeating: false)
            for entry in batch.candidates { answers[Int(entry.index)] = true }
            count = hashes.count
        }
    }

    /// Says for each identity of the batch whether it is new: in no visible run and not earlier in the batch.
    package func novel(_ hashes: [IdentityHash], since hour: Hour? = nil) -> [Bool] {
        hashes.withUnsafeBufferPointer { novel($0, since: hour) }
    }

    // MARK: Adding

    /// Writes a run with the identities that were accepted, durably and not yet visible. Nil when there are none.
    ///
    /// If the metastore's transaction fails, drop the run and delete its file (`delete`), or leave the file to the
    /// next start's `orphans`.
    ///
    /// - Parameter hours: the receipt hours of the identities; at most seven days.
    /// - Throws: `invalid` for more than seven days; `unavailable` when the disk is full; `system`.
    package func prepareRun(_ hashes: [IdentityHash], hours: ClosedRange<Hour>) throws -> IdentityRun? {
        guard hours.upperBound.index - hours.lowerBound.index < MergePlan.hoursPerWeek else {
            throw BasinError(
                .invalid, "An identity run may cover seven days, not \(hours.lowerBound) to \(hours.upperBound).")
        }
        guard !hashes.isEmpty else { return nil }
        return try hashes.withUnsafeBufferPointer { hashes in
            let batch = IdentityBatch(hashes)
            let writer = try makeWriter(most: batch.count, hours: hours)
            try batch.candidates.map(\.hash).withUnsafeBufferPointer { try writer.append($0) }
            return try writer.finish()
        }
    }

    /// Makes a run visible that is in the metastore, in place of those that were merged into it. Idempotent.
    ///
    /// The files of the replaced runs stay until `delete`.
    package mutating func commit(_ run: IdentityRun, replacing names: [String] = []) {
        remove(names + [run.name])
        runs.append(run)
        sortRuns()
    }

    /// Forgets runs that are no longer in the metastore: expired ones. Their files stay until `delete`. Idempotent.
    package mutating func remove(_ names: [String]) {
        let names = Set(names)
        runs.removeAll { names.contains($0.name) }
    }

    // MARK: Keeping it small

    /// The runs to merge now; nil when there is nothing to gain.
    package func nextMerge() -> [String]? { MergePlan.next(runs.map(\.summary)) }

    /// Writes one run out of several, durably and not yet visible, in constant memory. Checks the runs it reads.
    ///
    /// - Throws: `notFound` when a run is not visible, `damaged`, `unavailable` when the disk is full, `system`.
    package func merge(_ names: [String]) throws -> IdentityRun {
        let sources = try names.map { name in
            guard let run = runs.first(where: { $0.name == name }) else {
                throw BasinError(.notFound, "There is no identity run \(name) to merge.")
            }
            return run
        }
        guard let first = sources.map(\.hours.lowerBound).min(), let last = sources.map(\.hours.upperBound).max()
        else { throw BasinError(.invalid, "A merge needs at least one identity run.") }
        for source in sources { try source.verify() }
        let writer = try makeWriter(most: sources.reduce(0) { $0 + $1.count }, hours: first...last)
        try IdentityMerge.write(sources, to: writer)
        return try writer.finish()
    }

    /// The runs that are older than the look-back, to be removed from the metastore, here, and from the disk.
    package func expired(now: Hour, lookBackDays: Int = lookBackDays) -> [String] {
        MergePlan.expired(runs.map(\.summary), now: now, lookBackDays: lookBackDays)
    }

    /// Deletes files of runs that are not in the metastore, if they exist. Idempotent; nothing is lost when the
    /// program ends before it: they are orphans then.
    package func delete(_ names: [String]) throws {
        for name in names where !name.contains("/") {
            guard unlink(folder.path(name)) == 0 || errno == ENOENT else {
                throw IdentityFolder.failure("delete", folder.path(name))
            }
        }
    }

    /// The names of files in the folder that the metastore does not list: runs that were prepared and not committed,
    /// merged or expired. For the start, when nobody is preparing a run; give them to `delete`.
    package static func orphans(in folder: String, listed: Set<String>) throws -> [String] {
        try IdentityFolder(path: folder).names().filter { !listed.contains($0) }
    }

    private func makeWriter(most: Int, hours: ClosedRange<Hour>) throws -> IdentityRunWriter {
        let unique = String(UInt64.random(in: .min ... .max), radix: 36)
        return try IdentityRunWriter(
            name: "\(hours.lowerBound)-\(unique)\(IdentityFolder.suffix)", folder: folder, most: most, hours: hours,
            inline: most <= inlineLimit)
    }

    /// Newest first: a repeated event mostly repeats a recent one, and what is found is not asked again.
    private mutating func sortRuns() {
        runs.sort { ($1.hours.upperBound, $1.name) < ($0.hours.upperBound, $0.name) }
    }
}

extension IdentityRun {
    /// The row without an inline run's bytes: enough to plan with.
    fileprivate var summary: RunFile { RunFile(name: name, storage: .file, count: count, hours: hours) }
}
