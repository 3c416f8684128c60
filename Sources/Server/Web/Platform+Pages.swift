import BasinAPI
import BasinCore
import BasinWire
import Synchronization

/// What only pages ask.
extension Platform {
    var pageServices: PageServices {
        PageServices(
            now: { [clock] in clock.now() }, home: { try await self.home(for: $0) }, pulse: { try await self.pulse($0, $1) },
            postgresPort: { self.postgresPort.withLock { $0 } })
    }
}
