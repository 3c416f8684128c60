import Foundation
import Testing

/// One data folder, killed again and again while clients write to it.
struct Drill {
    static let users = 500
    static let types = ["alpha", "beta", "gamma"]

    enum Moment: String, CaseIterable {
        case intake, delivery, sealing, start, clockBack, importing, stopping
    }

    let folder: TestFolder
    let basin: BasinProcess
    let record = DrillRecord()
    let imports: DrillImports
    private var random: SeededGenerator
    private var clock = 0
    /// The furthest ahead it ever was: only beyond it does a new hour begin.
    private var highest = 0
    private(set) var moments: [Moment: Int] = [:]

    init(seed: UInt64) throws {
        folder = try TestFolder("kill")
        try Self.writeProject(folder)
        basin = try BasinProcess(folder, project: folder.path + "/project", movesClock: true)
        imports = try DrillImports(folder)
        random = SeededGenerator(seed: seed)
    }

    static func writeProject(_ folder: TestFolder) throws {
        try folder.write("project/teams.yaml", "team-drill:\n  contact: \"#drill\"\n  description: Kills the server.\n")
        for type in types + [DrillImports.type] {
            try folder.write(
                "project/events/\(type).yaml",
                """
                owner: team-drill
                description: Numbered events.
                fields:
                  n:       {type: int64, classification: none}
                  user:    {type: string, classification: pseudonymous, subject: true}
                  name:    {type: string, required: false, classification: personal}
                  payload: {type: string, classification: none}

                """)
        }
    }

    /// Starts, kills `kills` times at random moments, and leaves the server running with nothing being sent.
    mutating func run(kills: Int, seed: UInt64) throws {
        try basin.start()
        let key = try basin.makeKey()
        let writers = (1...3).map { DrillWriter(basin, key: key, record: record, seed: seed, stream: UInt64($0)) }
        for kill in 1...kills {
            for writer in writers { writer.allow(900) }
            try round()
            if kill % 18 == 0 || kill == kills {
                try basin.start()
                try DrillVerdict(self).look(isQuiet: false)
            }
        }
        for writer in writers {
            #expect(writer.finish(seconds: 90), "a client waits for an answer for ever")
        }
    }

    private mutating func round() throws {
        // What has most steps to be caught in comes up most.
        let moments = Moment.allCases + [.delivery, .sealing, .sealing]
        let moment = moments.randomElement(using: &random) ?? .intake
        self.moments[moment, default: 0] += 1
        if moment == .start {
            if basin.isRunning { basin.kill() }
            try basin.launch()
            Waiting.pause(Double.random(in: 0...0.4, using: &random))
            return basin.kill()
        }
        if !basin.isRunning || basin.knownPort == nil { try basin.start() }
        Waiting.pause(Double.random(in: 0...0.35, using: &random))
        switch moment {
        case .intake, .start: break
        case .delivery:
            let basin = basin
            for type in Self.types {
                Thread.detachNewThread { _ = try? basin.queryAnswer("SELECT count(*) FROM \(type)") }
            }
            Waiting.pause(Double.random(in: 0...0.15, using: &random))
        case .sealing:
            highest += [3600, 3600, 7200, 26 * 3600].randomElement(using: &random) ?? 3600
            clock = highest
            try basin.setClock(clock)
            Waiting.pause(Double.random(in: 0...1.6, using: &random))
        case .clockBack:
            clock -= [60, 3600, 5 * 3600].randomElement(using: &random) ?? 60
            try basin.setClock(clock)
            Waiting.pause(Double.random(in: 0...0.3, using: &random))
        case .importing:
            let import_ = try imports.begin(basin, using: &random)
            Waiting.pause(Double.random(in: 0...0.5, using: &random))
            if let death = basin.death { throw DrillFailure("during an import \(death)") }
            basin.kill()
            return imports.ended(import_)
        case .stopping:
            if let death = basin.death { throw DrillFailure(death) }
            basin.child?.signal(SIGTERM)
            Waiting.pause(Double.random(in: 0...0.1, using: &random))
            return basin.kill()
        }
        // A drill that kills what has crashed already would not notice the crash.
        if let death = basin.death { throw DrillFailure("\(moment): \(death)") }
        basin.kill()
    }

    /// Moves the clock far enough that everything so far is in an hour that is over.
    mutating func endTheHour() throws {
        highest += 2 * 3600
        clock = highest
        try basin.setClock(clock)
    }
}
