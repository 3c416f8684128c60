/// The parts of the server's answers that the tests look at.
struct IntakeCounts: Decodable {
    struct Refusal: Decodable {
        var index: Int
        var code: String
    }
    var accepted: Int
    var refused: [Refusal]
}

struct Ledger: Decodable {
    var received: Int
    var delivered: Int
    var duplicate: Int
    var quarantined: Int
    var pending: Int

    var isBalanced: Bool { received == delivered + duplicate + quarantined + pending }
}

struct HourState: Decodable {
    var hour: String
    var state: String
    var revision: Int?
    var ledger: Ledger
    var reason: String?
}

struct ImportCounts: Decodable {
    var records: Int
    var delivered: Int
    var duplicate: Int
    var quarantined: Int
    var replaced: Int
    var hours: Int
    var sealedHours: Int
}

struct ErrorText: Decodable {
    var code: String
    var message: String
}
