/// Why an issuer could not be asked, or what it said could not be used: a word for the log.
package struct IssuerTrouble: Error, Sendable, Equatable, CustomStringConvertible {
    package var word: String

    init(_ word: String) { self.word = word }

    package var description: String { word }

    /// An endpoint that is not the issuer's own, nor in the operator's list.
    package static let host = IssuerTrouble("host_not_allowed")
    /// A name that stands for an address inside the network.
    package static let privateAddress = IssuerTrouble("private_address")
    package static let noAddress = IssuerTrouble("no_address")
    package static let redirect = IssuerTrouble("redirect")
    package static let tooLarge = IssuerTrouble("too_large")
    package static let noAnswer = IssuerTrouble("no_answer")
    package static let otherIssuer = IssuerTrouble("other_issuer")
    package static let malformed = IssuerTrouble("malformed")
    package static let noKeys = IssuerTrouble("no_keys")
    package static func status(_ code: Int) -> IssuerTrouble { IssuerTrouble("status_\(code)") }
}
