package import BasinCore

/// A token as it came: taken apart, not believed.
package struct JSONWebToken: Sendable {
    /// A longer one is refused before it is looked at.
    package static let longest = 64 << 10
    private static let longestHeader = 4 << 10

    let algorithm: SignatureAlgorithm
    let keyID: String?
    private let type: String?
    private let payload: StrictJSON
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// - Throws: `.tooLarge`, `.malformed`, `.algorithm`, `.critical`.
    package init(_ bytes: [UInt8]) throws(TokenRefusal) {
        guard bytes.count <= Self.longest else { throw .tooLarge }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count <= Self.longestHeader,
            let headerBytes = Base64URL.decode(parts[0]), let payloadBytes = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2]),
            let header = StrictJSON.read(headerBytes), case .object = header,
            let payload = StrictJSON.read(payloadBytes), case .object = payload
        else { throw .malformed }
        guard let algorithm = header["alg"]?.text.flatMap(SignatureAlgorithm.init(rawValue:)) else { throw .algorithm }
        guard header["crit"] == nil else { throw .critical }
        // Keys come from the issuer's own list. What a token says of where to find one (jku, x5u, jwk, x5c) is not read.
        if let id = header["kid"] {
            guard let text = id.text, (1...200).contains(text.utf8.count) else { throw .malformed }
            keyID = text
        } else {
            keyID = nil
        }
        if let said = header["typ"], said.text == nil { throw .malformed }
        type = header["typ"]?.text
        self.algorithm = algorithm
        self.payload = payload
        self.signature = signature
        signed = Array(bytes[..<(parts[0].count + 1 + parts[1].count)])
    }

    /// Who says that it is theirs, before anything of it is believed: to look for that name in a list, and for nothing else.
    package var claimedIssuer: String? { payload["iss"]?.text }

    /// Whether its key is among these, whatever it signed.
    package func hasKey(in keys: PublicKeySet) -> Bool { keys.key(keyID, for: algorithm) != nil }

    /// Seconds by which clocks may differ.
    private static let leeway = Duration.seconds(60)

    /// What it says, if everything holds: key, signature, issuer, audience, times and nonce. Pure.
    package func verified(
        by keys: PublicKeySet, _ expected: TokenExpectations, at now: Timestamp
    ) throws(TokenRefusal) -> TokenClaims {
        guard let key = keys.key(keyID, for: algorithm) else { throw .unknownKey }
        guard key.algorithm == algorithm else { throw .algorithm }
        guard key.verifies(signature, of: signed) else { throw .signature }
        try checkType(expected)
        guard let issuer = payload["iss"]?.text, issuer.utf8.elementsEqual(expected.issuer.utf8) else { throw .issuer }
        try checkAudience(expected)
        let expiresAt = try checkTimes(at: now)
        if let nonce = expected.nonce {
            guard let said = payload["nonce"]?.text, said.utf8.elementsEqual(nonce.utf8) else { throw .nonce }
        }
        guard let subject = payload["sub"]?.text, (1...255).contains(subject.utf8.count) else { throw .claims }
        return TokenClaims(issuer: issuer, subject: subject, expiresAt: expiresAt, all: payload)
    }

    private func checkType(_ expected: TokenExpectations) throws(TokenRefusal) {
        guard let type else { return }
        var kind = type.lowercased()
        if kind.hasPrefix("application/") { kind.removeFirst("application/".count) }
        guard kind == "jwt" || (expected.mayBeAccessToken && kind == "at+jwt") else { throw .claims }
    }

    private func checkAudience(_ expected: TokenExpectations) throws(TokenRefusal) {
        guard let audiences = payload["aud"]?.texts,
            audiences.contains(where: { $0.utf8.elementsEqual(expected.audience.utf8) })
        else { throw .audience }
        guard let client = expected.authorizedParty else { return }
        if let party = payload["azp"] {
            guard let text = party.text, text.utf8.elementsEqual(client.utf8) else { throw .authorizedParty }
        } else if audiences.count > 1 {
            // For several, and none of them is said to have asked for it.
            throw .authorizedParty
        }
    }

    /// - Returns: when it ends.
    private func checkTimes(at now: Timestamp) throws(TokenRefusal) -> Timestamp {
        guard let end = try time("exp") else { throw .claims }
        guard now < end + Self.leeway else { throw .expired }
        if let begin = try time("nbf"), now + Self.leeway < begin { throw .notYetValid }
        guard let issued = try time("iat") else { throw .claims }
        guard issued <= now + Self.leeway else { throw .notYetValid }
        return end
    }

    /// Seconds since 1970 (RFC 7519); nil when it is not there.
    private func time(_ claim: String) throws(TokenRefusal) -> Timestamp? {
        guard let value = payload[claim] else { return nil }
        guard let seconds = value.number, (0...253_402_300_799).contains(seconds) else { throw .claims }
        return Timestamp(microseconds: Int64(seconds * 1_000_000))
    }
}
