import BasinDefinitions

/// The text of the definitions' example, and variations of it.
enum Sample {
    static let teams = """
        team-listening:
          contact: "#team-listening"
          description: Plays and skips.
        team-growth: {contact: growth@example.com}
        """

    static let songPlayed = """
        owner: team-listening
        description: A listener finished, skipped or abandoned a song.
        tier: high
        retention: 400d
        unknown_fields: drop        # or: quarantine; dropped ones are counted
        fields:
          user_id:    {type: string, classification: pseudonymous, subject: true}
          song:       {type: string, classification: none}
          first_name: {type: string, required: false, classification: personal, purposes: [support]}
          length_s:   {type: double, required: false, classification: none}
        """

    /// An event type with the given lines under `fields:` (line 3, so that the first of them is line 4).
    static func event(_ fields: String, more: String = "") -> String {
        "owner: team-growth\ndescription: Something happened.\nfields:\n"
            + fields.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined() + more
    }

    static func read(_ text: String, as path: String = "events/happened.yaml") -> ProjectReading {
        Project.read(files: ["teams.yaml": teams, path: text])
    }

    static func problems(_ reading: ProjectReading) -> [DefinitionProblem] {
        if case .problems(let problems) = reading { problems } else { [] }
    }
}
