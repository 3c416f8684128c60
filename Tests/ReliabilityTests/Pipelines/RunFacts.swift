/// What the API tells of a run, as far as tests look at it.
struct RunFacts: Decodable {
    struct Summary: Decodable {
        var id: Int
        var dataset: String
        var state: String
        var attempt: Int
        var revision: Int?
        var reason: String?
    }

    struct Event: Decodable { var event: String }

    var summary: Summary
    var events: [Event]
    var worker: String?
    var log: String?
    var staged: String?
}
