extension JSONText {
    /// `"2018-11-03T14:00:00.250000Z"`
    package mutating func time(_ time: WallTime) {
        let (seconds, fraction) = time.microseconds.dividing(by: 1_000_000)
        let (days, ofDay) = seconds.dividing(by: 86_400)
        let date = CivilDate(daysSinceEpoch: Int(days))
        byte(UInt8(ascii: "\""))
        digits(date.year, 4)
        byte(UInt8(ascii: "-"))
        digits(date.month, 2)
        byte(UInt8(ascii: "-"))
        digits(date.day, 2)
        byte(UInt8(ascii: "T"))
        digits(Int(ofDay / 3600), 2)
        byte(UInt8(ascii: ":"))
        digits(Int(ofDay / 60 % 60), 2)
        byte(UInt8(ascii: ":"))
        digits(Int(ofDay % 60), 2)
        byte(UInt8(ascii: "."))
        digits(Int(fraction), 6)
        raw("Z\"")
    }

    private mutating func digits(_ value: Int, _ count: Int) {
        var divisor = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            byte(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
