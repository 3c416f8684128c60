/// A key that seals values, with the id under which it is found again.
package struct SealingKey: Sendable {
    package let id: UInt64
    package let secret: SecretKey
}

/// The person whom a row is about.
package struct Subject: Sendable {
    package let pseudonym: Pseudonym
    package let key: SealingKey
}
