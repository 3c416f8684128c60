import Foundation

/// What a Basin server says when it takes nothing.
struct ErrorBody: Decodable {
    var code: String
    var message: String

    init?(_ answer: DeliveryAnswer) {
        guard let body = try? JSONDecoder().decode(ErrorBody.self, from: Data(answer.body)) else { return nil }
        self = body
    }
}
