import BasinAPI
import BasinCore
import BasinWire

extension DatasetServices {
    static let fake = DatasetServices(
        making: { name, _ in
            DatasetMaking(
                work: "sql", sql: "SELECT 1 AS n", granularity: "day", trigger: "data", inputs: [], checks: [], retries: 3,
                definitionHash: "00")
        }, checks: { _, _, _, _ in [] }, use: { _, days, _ in DatasetUse(days: days, reads: [], readers: 0, joinedWith: []) },
        access: { _, _ in DatasetAccess(rows: "all", restricted: false) })
}
