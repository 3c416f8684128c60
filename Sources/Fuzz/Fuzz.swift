import BasinCollection
import BasinCore
import Foundation

/// `Fuzz --seed S --count N [--oracle SCRIPT]`: feeds generated and mutated bodies to intake, and pipes them with
/// intake's verdicts to the oracle, which prints every disagreement. `Fuzz --doors --seed S --count N` feeds the
/// translators of other protocols. Exit code 1 when anything was wrong.
@main
enum Fuzz {
    static func main() throws {
        var seed: UInt64 = 1
        var count = 100_000
        var oracle: String?
        var arguments = CommandLine.arguments.dropFirst()
        let isForDoors = arguments.first == "--doors"
        if isForDoors { arguments.removeFirst() }
        while let name = arguments.popFirst() {
            guard let value = arguments.popFirst() else { usage() }
            switch name {
            case "--seed": seed = UInt64(value) ?? 1
            case "--count": count = Int(value) ?? 0
            case "--oracle": oracle = value
            default: usage()
            }
        }
        if isForDoors {
            var doors = try DoorFuzz(seed: seed)
            let lost = try doors.run(count: count)
            for line in lost { print(line) }
            print("fuzz: seed=\(seed) cases=\(count) \(lost.isEmpty ? "nothing lost" : "SOMETHING WAS LOST")")
            exit(lost.isEmpty ? 0 : 1)
        }
        let process = Process()
        let pipe = Pipe()
        if let oracle {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["python3", oracle]
            process.standardInput = pipe
            try process.run()
        }
        func send(_ message: [UInt8]) throws {
            guard oracle != nil else { return }
            var head: [UInt8] = []
            FuzzVerdict.append(message.count, &head)
            try pipe.fileHandleForWriting.write(contentsOf: Data(head + message))
        }
        try send(Array(FuzzWorld.json.utf8))
        let catalog = IntakeCatalog(FuzzWorld.types)
        let parser = try IntakeParser()
        var values = FuzzValues(random: FuzzRandom(seed: seed))
        var message: [UInt8] = []
        var bodyBytes = 0
        for number in 1...max(count, 1) {
            let one = FuzzCase.make(&values)
            bodyBytes += one.body.count
            message += [one.mode, one.isGzip ? 1 : 0, UInt8(one.headers.count)]
            for (name, value) in one.headers {
                FuzzVerdict.append(Array(name.utf8), &message)
                FuzzVerdict.append(Array(value.utf8), &message)
            }
            FuzzVerdict.append(one.body, &message)
            FuzzVerdict.append(FuzzVerdict.of(one, parser, catalog), &message)
            if message.count > 60_000 || number == count {
                try send(message)
                message.removeAll(keepingCapacity: true)
            }
        }
        try pipe.fileHandleForWriting.close()
        if oracle != nil { process.waitUntilExit() }
        let status = oracle == nil ? 0 : process.terminationStatus
        print("fuzz: seed=\(seed) cases=\(count) body_bytes=\(bodyBytes) \(status == 0 ? "agreed" : "DISAGREED")")
        if status != 0 { exit(1) }
    }

    private static func usage() -> Never {
        print("Usage: Fuzz [--doors] --seed S --count N [--oracle SCRIPT]")
        exit(2)
    }
}
