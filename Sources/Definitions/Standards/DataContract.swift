import BasinCore

/// A data contract in the words of the Open Data Contract Standard 3.1: what one document says, whoever wrote it.
///
/// https://bitol-io.github.io/open-data-contract-standard/v3.1.0/
package struct DataContract: Sendable, Hashable {
    static let apiVersion = "v3.1.0"
    static let kind = "DataContract"

    var id: String
    var version: String
    /// proposed, draft, active, deprecated or retired.
    var status: String
    package internal(set) var name: String?
    var domain: String?
    var tags: [String] = []
    var purpose: String?
    var usage: String?
    var limitations: String?
    var objects: [ContractObject] = []
    var team: Party?
    var support: [Support] = []
    var roles: [Role] = []
    var servers: [WrittenJSON] = []
    var sla: [Agreement] = []
    var links: [Link] = []
    /// What the standard has no word for; of Basin's own they begin with `basin.`.
    var custom: [WrittenJSON.Member] = []

    struct Party: Sendable, Hashable {
        var name: String
        var description: String?
    }

    struct Support: Sendable, Hashable {
        var channel: String
        var tool: String?
        var url: String?
    }

    struct Role: Sendable, Hashable {
        var role: String
        var access: String
        var description: String
        var approvers: String?
    }

    /// A property of the service level.
    struct Agreement: Sendable, Hashable {
        var property: String
        var value: WrittenJSON
        var unit: String?
        var element: String?
        var description: String?
        var schedule: String?
    }

    struct Link: Sendable, Hashable {
        var url: String
        var type: String
    }

    /// YAML 1.2; the same contract gives the same bytes.
    package var yaml: String { tree.yaml }

    /// Ends with a line feed; the same contract gives the same bytes. Readers of YAML read it too: an ampersand, which they
    /// may take for an anchor, is escaped.
    package var json: String { tree.pretty.replacing("&", with: "\\u0026") }
}
