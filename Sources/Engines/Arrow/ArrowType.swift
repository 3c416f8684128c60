/// The Arrow types that a result of ours may have.
enum ArrowType: Equatable {
    case null
    case bool
    case int(bits: Int, isSigned: Bool)
    case float
    case double
    case decimal(precision: Int, scale: Int)
    case utf8
    case binary
    /// Days since 1970.
    case date
    /// Microseconds since midnight.
    case time
    /// Since 1970, in a unit of Arrow's: 0 seconds, 1 milliseconds, 2 microseconds, 3 nanoseconds.
    case timestamp(unit: Int, zone: String)
    /// Months, days and nanoseconds.
    case interval
    case list
    case structure
    case map
    case fixedList(Int)

    /// - Parameter format: as the C data interface writes it; nil for one that is not used here.
    init?(format: String) {
        let parts = format.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count > 1 ? parts[1] : nil) {
        case ("n", nil): self = .null
        case ("b", nil): self = .bool
        case ("c", nil): self = .int(bits: 8, isSigned: true)
        case ("C", nil): self = .int(bits: 8, isSigned: false)
        case ("s", nil): self = .int(bits: 16, isSigned: true)
        case ("S", nil): self = .int(bits: 16, isSigned: false)
        case ("i", nil): self = .int(bits: 32, isSigned: true)
        case ("I", nil): self = .int(bits: 32, isSigned: false)
        case ("l", nil): self = .int(bits: 64, isSigned: true)
        case ("L", nil): self = .int(bits: 64, isSigned: false)
        case ("f", nil): self = .float
        case ("g", nil): self = .double
        case ("u", nil): self = .utf8
        case ("z", nil): self = .binary
        case ("tdD", nil): self = .date
        case ("ttu", nil): self = .time
        case ("tin", nil): self = .interval
        case ("tss", let zone?): self = .timestamp(unit: 0, zone: zone)
        case ("tsm", let zone?): self = .timestamp(unit: 1, zone: zone)
        case ("tsu", let zone?): self = .timestamp(unit: 2, zone: zone)
        case ("tsn", let zone?): self = .timestamp(unit: 3, zone: zone)
        case ("+l", nil): self = .list
        case ("+s", nil): self = .structure
        case ("+m", nil): self = .map
        case ("+w", let size?):
            guard let size = Int(size), size > 0 else { return nil }
            self = .fixedList(size)
        case ("d", let numbers?):
            let numbers = numbers.split(separator: ",").compactMap { Int($0) }
            // A third number says another width than 128 bits.
            guard numbers.count == 2 || (numbers.count == 3 && numbers[2] == 128) else { return nil }
            self = .decimal(precision: numbers[0], scale: numbers[1])
        default: return nil
        }
    }

    /// Its number in the union `Type` of Arrow's Schema.fbs, and the table that goes with it.
    var union: (UInt8, FlatTable) {
        switch self {
        case .null: (1, FlatTable())
        case .int(let bits, let isSigned): (2, FlatTable([0: .int32(Int32(bits)), 1: .bool(isSigned)]))
        case .float: (3, FlatTable([0: .int16(1)]))
        case .double: (3, FlatTable([0: .int16(2)]))
        case .binary: (4, FlatTable())
        case .utf8: (5, FlatTable())
        case .bool: (6, FlatTable())
        case .decimal(let precision, let scale): (7, FlatTable([0: .int32(Int32(precision)), 1: .int32(Int32(scale)), 2: .int32(128)]))
        case .date: (8, FlatTable([0: .int16(0)]))
        case .time: (9, FlatTable([0: .int16(2), 1: .int32(64)]))
        case .timestamp(let unit, let zone):
            (10, FlatTable(zone.isEmpty ? [0: .int16(Int16(unit))] : [0: .int16(Int16(unit)), 1: .string(zone)]))
        case .interval: (11, FlatTable([0: .int16(2)]))
        case .list: (12, FlatTable())
        case .structure: (13, FlatTable())
        case .fixedList(let size): (16, FlatTable([0: .int32(Int32(size))]))
        case .map: (17, FlatTable([0: .bool(false)]))
        }
    }

    /// How its values lie in buffers behind the one that says which are there.
    enum Layout {
        /// One bit a value.
        case bits
        /// Bytes a value.
        case fixed(Int)
        /// Offsets of 32 bits, and with `hasData` the bytes that they cut.
        case offsets(hasData: Bool)
        /// In children alone.
        case children
        /// Not even what is there.
        case nothing
    }

    var layout: Layout {
        switch self {
        case .null: .nothing
        case .bool: .bits
        case .int(let bits, _): .fixed(bits / 8)
        case .float, .date: .fixed(4)
        case .double, .time, .timestamp: .fixed(8)
        case .decimal, .interval: .fixed(16)
        case .utf8, .binary: .offsets(hasData: true)
        case .list, .map: .offsets(hasData: false)
        case .structure, .fixedList: .children
        }
    }
}
