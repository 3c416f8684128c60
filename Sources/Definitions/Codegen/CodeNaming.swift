/// The ways in which names are written.
enum CodeNaming {
    /// `user_id` is `userId`.
    static func camelCase(_ name: String) -> String {
        let words = name.split(separator: "_")
        return String(words.first ?? "") + words.dropFirst().map { capitalised(String($0)) }.joined()
    }

    /// `song_played` is `SongPlayed`.
    static func pascalCase(_ name: String) -> String { capitalised(camelCase(name)) }

    /// `song_played` is `Song_played`: other than in `pascalCase`, no two names become one.
    static func capitalised(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }
}
