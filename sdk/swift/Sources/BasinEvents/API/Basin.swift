import Foundation

/// Sends an app's events to a Basin server.
///
/// `track` hands an event to a thread that writes it to a file within about a millisecond; from then on it survives the
/// end of the process, and is sent, at least once, when the server can be reached. Make one for the life of the app.
public final class Basin: Sendable {
    /// Random; made once for the folder.
    public let installationID: String
    let configuration: Configuration
    let queue: TrackQueue
    package let courier: Courier
    private let now: @Sendable () -> WallTime
    /// Signals the end of the writing thread.
    private let ending: Ending

    /// Makes the folder if it is missing, and goes on with what is in it.
    ///
    /// - Throws: `BasinEventsError`: `.configuration`, `.folderInUse`, `.storage`.
    public convenience init(configuration: Configuration) throws {
        try self.init(configuration: configuration, surroundings: .real())
    }

    package init(configuration: Configuration, surroundings: Surroundings) throws {
        let configuration = try configuration.validated()
        let folder = try QueueFolder(configuration.folder)
        let journal = try Journal(folder)
        let installationID = try InstallationFile.id(folder, random: surroundings.random)
        let queue = TrackQueue(limit: configuration.memoryEvents, consent: configuration.consent)
        let courier = Courier(journal, configuration, surroundings, maySend: { queue.maySend })
        let ending = Ending()
        self.installationID = installationID
        self.configuration = configuration
        self.queue = queue
        self.courier = courier
        self.ending = ending
        now = surroundings.now
        WritingThread.start {
            var writer = EventWriter(
                queue, courier, journal: JournalWriter(journal, configuration, random: surroundings.random),
                assembly: EventAssembly(
                    configuration, folder, installationID: installationID, random: surroundings.random),
                surroundings: surroundings)
            writer.run()
            courier.end { ending.happened() }
        }
        ExitDrain.watch(queue)
    }

    deinit { queue.close() }

    /// Notes an event. Returns at once, whatever disk and network do; from any thread.
    ///
    /// The time of the call becomes the event's time. What cannot be kept is counted (`statistics`) and reported
    /// (`Configuration.onProblem`). After `close` nothing is noted.
    public func track(_ event: some BasinEvent) {
        var token: String?
        if case .authenticated(let provider) = configuration.identity { token = provider() }
        queue.offer(Tracked(event: event, time: now(), token: token))
    }

    /// Holds for every event that is tracked afterwards. `.denied` also erases what waits; a batch that is out may
    /// arrive all the same.
    public func setConsent(_ consent: Consent) {
        queue.use(consent)
        courier.consentChanged()
    }

    /// Replaces a write key that the server refuses.
    ///
    /// - Throws: `.configuration` for what cannot be a key.
    public func use(writeKey: String) throws {
        guard Configuration.isBearer(writeKey) else {
            throw BasinEventsError(
                .configuration,
                "The write key is empty or has characters that no key has; use one that `basin key create` printed.")
        }
        courier.use(writeKey: writeKey)
    }

    /// What became of events so far.
    public var statistics: Statistics {
        var statistics = courier.statistics.withLock { $0 }
        statistics.waitingEvents = courier.journal.backlog.events + queue.waitingEvents
        statistics.bytesOnDisk = courier.journal.bytesOnDisk
        return statistics
    }

    /// Lets the thread end after what was tracked; the folder is free afterwards.
    func end() async {
        queue.close()
        await ending.wait()
    }
}
