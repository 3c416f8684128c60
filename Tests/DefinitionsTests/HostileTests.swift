import BasinCore
import BasinDefinitions
import Testing

/// Input that wants the reader's memory, stack or time.
struct HostileTests {
    static let bomb =
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + zip("abcdefghijkl", "bcdefghijklm").map {
            "\($1): &\($1) [*\($0),*\($0),*\($0),*\($0),*\($0),*\($0),*\($0),*\($0),*\($0)]\n"
        }.joined()

    static let texts: [Case] = [
        Case("an alias bomb", bomb),
        Case("an alias bomb in a key", bomb + "? [*m, *m]\n: x\n"),
        Case("a mapping that holds itself", "&a a: *a\n"),
        Case("a merge key", "base: &b {owner: team-growth}\n<<: *b\n"),
        Case("a hundred thousand brackets", String(repeating: "[", count: 100_000)),
        Case("a hundred thousand braces", String(repeating: "{a: ", count: 60_000)),
        Case(
            "nine hundred brackets that close", String(repeating: "[", count: 900) + String(repeating: "]", count: 900)),
        Case("nested dashes", String(repeating: "- ", count: 100_000)),
        Case("nested questions", String(repeating: "? ", count: 100_000)),
        Case("a file that is too large", "# " + String(repeating: "x", count: DefinitionLimits.fileBytes)),
        Case("a hundred thousand quotes", String(repeating: "\"", count: 100_001)),
        Case("a half surrogate", "description: \"\\uD800\"\n"),
        Case("a NUL", "owner: a\u{0}b\n"),
        Case("a directive", "%YAML 9.9\n---\nowner: x\n"),
        Case(
            "keys twice without end",
            (0..<10_000).map { "k\($0): 1\n" }.joined() + (0..<10_000).map { "k\($0): 1\n" }.joined()),
        Case("unknown keys without end", (0..<20_000).map { "k\($0): 1\n" }.joined()),
    ]

    @Test("hostile YAML is refused, quickly and with problems that stay few", .timeLimit(.minutes(1)), arguments: texts)
    func refused(hostile: Case) {
        let problems = Sample.problems(Sample.read(hostile.text))
        #expect(!problems.isEmpty)
        #expect(problems.count <= 1_010)
        #expect(problems.allSatisfy { $0.description.utf8.count < 1_000 })
    }

    @Test("signs of anchors inside text are text")
    func harmlessSigns() throws {
        let text = "owner: team-growth\ndescription: 'R&B and *not* an alias, AT&T * 2, a &b'\nfields: {}\n"
        #expect(try Sample.read(text).get().eventTypes.count == 1)
    }

    @Test("too many files are refused before any is read")
    func files() {
        let files = Dictionary(uniqueKeysWithValues: (0...DefinitionLimits.files).map { ("events/e\($0).yaml", "") })
        #expect(Sample.problems(Project.read(files: files)).count == 1)
    }

    @Test("mutations of a good file never stop the reader", .timeLimit(.minutes(1)))
    func mutations() {
        var generator = SeededGenerator(seed: 7)
        let signs = Array("{}[]:,-?&*!|>'\"%@`#~\n \t.()<>\u{FEFF}\u{85}é0a_".unicodeScalars)
        let good = Array(Sample.songPlayed.unicodeScalars)
        for _ in 0..<3_000 {
            var scalars = good
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<scalars.count, using: &generator)
                let sign = signs[Int.random(in: 0..<signs.count, using: &generator)]
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: scalars[place] = sign
                case 1: scalars.insert(sign, at: place)
                default:
                    scalars.removeSubrange(
                        place..<min(scalars.count, place + Int.random(in: 1...20, using: &generator)))
                }
                if scalars.isEmpty { scalars = good }
            }
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars)
            for problem in Sample.problems(Sample.read(text)) {
                #expect(problem.line >= 1 && problem.line <= scalars.count + 1)
            }
        }
    }
}

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
