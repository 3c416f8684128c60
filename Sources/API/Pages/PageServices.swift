package import BasinCore
package import BasinWire

/// What only pages ask of the platform; part of `Services`. Each throws `BasinError`.
package struct PageServices: Sendable {
    package var now: @Sendable () -> Timestamp
    /// What somebody wants to know first in the morning.
    package var home: @Sendable (Principal) async throws -> HomeSummary
    /// Server-sent events: `changed`, once a second at most, when something that pages show may have changed.
    package var pulse: @Sendable (Principal, Departure) async throws -> QueryAnswer
    /// Where PostgreSQL clients are taken; nil where they are not.
    package var postgresPort: @Sendable () -> Int?

    package init(
        now: @escaping @Sendable () -> Timestamp, home: @escaping @Sendable (Principal) async throws -> HomeSummary,
        pulse: @escaping @Sendable (Principal, Departure) async throws -> QueryAnswer, postgresPort: @escaping @Sendable () -> Int?
    ) {
        self.now = now
        self.home = home
        self.pulse = pulse
        self.postgresPort = postgresPort
    }
}
