import BasinCore
import BasinWire

/// What somebody wants to know first in the morning.
extension Platform {
    func home(for person: Principal) async throws -> HomeSummary {
        HomeSummary(at: clock.now().description, datasets: 0)
    }
}
