import BasinCore
import Yams

/// Reads `teams.yaml`: each team's name, contact, description and how many runs it may have at once.
struct TeamsReader {
    var file: DefinitionFile

    mutating func read(_ root: Node) -> [Team] {
        let shape = "write a line for each team: `team-listening: {contact: \"#team-listening\"}`"
        guard let entries = file.entries(of: root, "the file", remedy: shape) else { return [] }
        if entries.isEmpty { file.report(root.place, "the file names no team", shape) }
        return entries.map { team($0, shape) }
    }

    private mutating func team(_ entry: Entry, _ shape: String) -> Team {
        if !Name.isValidTeam(entry.key) {
            file.report(
                entry.place, "\(quoted(entry.key)) is not a team's name",
                "\(Name.rule); a team's name may hold hyphens too")
        }
        let what = "team \(quoted(entry.key))"
        var team = Team(name: entry.key, contact: "")
        guard
            let keys = file.entries(
                of: entry.value, what, remedy: shape, allowed: ["contact", "description", "runs"])
        else { return team }
        if let contact = keys["contact"] {
            let remedy = "name a channel, an address or a person who answers (in quotes, if it starts with #)"
            team.contact = file.text(contact, "the contact of \(what)", remedy: remedy) ?? ""
        } else {
            file.report(entry.place, "\(what) has no contact", "add `contact`: where its people can be asked")
        }
        if let description = keys["description"] {
            team.description = file.text(
                description, "the description of \(what)", remedy: "write one, or remove the key")
        }
        if let runs = keys["runs"] { team.maxRuns = file.count(runs, "`runs` of \(what)", in: 1...10_000) }
        return team
    }
}
