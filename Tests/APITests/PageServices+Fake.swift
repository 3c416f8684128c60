import BasinAPI
import BasinCore
import BasinWire

extension PageServices {
    static let fakeNow = Timestamp(microseconds: 1_541_253_600_000_000)

    static let fake = PageServices(
        now: { fakeNow }, home: { _ in HomeSummary(at: fakeNow.description, datasets: 0) },
        pulse: { _, _ in LiveServices.answer("text/event-stream", "event: changed\ndata: 1\n\n") }, postgresPort: { nil })
}
