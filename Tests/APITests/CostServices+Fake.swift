import BasinAPI
import BasinWire

extension CostServices {
    static var fake: CostServices {
        let nothing = UsageSummary(
            runs: 0, queries: 0, cpuMicroseconds: 0, bytesRead: 0, bytesWritten: 0, byteDays: 0, gbMonths: "0.00")
        return CostServices(
            cost: { by, month, _ in
                CostAnswer(
                    by: by ?? "team", month: month ?? "2018-11", isOpen: false, lines: [],
                    total: CostLine(used: nothing, before: nothing))
            }, unread: { UnreadAnswer(days: $0, isKnown: false, datasets: []) })
    }
}
