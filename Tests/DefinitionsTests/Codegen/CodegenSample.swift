import BasinDefinitions

/// Generated code of definitions that are given as text.
enum CodegenSample {
    /// Text by path. Each event type is given as the lines under `fields:`, or as a whole text.
    static func files(
        _ language: CodeLanguage, _ events: [String: String], types: [String]? = nil
    ) throws -> [String: String] {
        try CodeGeneration(Sample.project(events), language: language).files(types: types)
    }

    /// All files one after another.
    static func code(_ language: CodeLanguage, _ events: [String: String]) throws -> String {
        try files(language, events).sorted { $0.key < $1.key }.map(\.value).joined()
    }

    static let song = """
        owner: team-listening
        description: A listener finished a song.
        fields:
          user_id:   {type: string, classification: pseudonymous, subject: true}
          platform:  {type: string, classification: none}
          played_at: {type: timestamp, required: false, classification: none, description: When it ended.}
          price:     {type: "decimal(10,2)", classification: none}
          device:
            type: struct
            required: false
            classification: personal
            purposes: [support]
            fields:
              app_version: {type: string}
        """
}
