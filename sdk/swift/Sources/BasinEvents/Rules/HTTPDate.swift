/// Dates as HTTP writes them, in all three forms that a client must read (RFC 9110, 5.6.7).
package enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Seconds since 1970; nil for anything else. Names of days are not looked at.
    ///
    ///     Sun, 06 Nov 1994 08:49:37 GMT
    ///     Sunday, 06-Nov-94 08:49:37 GMT
    ///     Sun Nov  6 08:49:37 1994
    package static func seconds(_ text: String) -> Int64? {
        let words = text.lowercased().split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        guard words.count == 5 || words.count == 6 else { return nil }
        let isGMT = words.count == 6
        if isGMT, words[5] != "gmt" { return nil }
        // The third form has the month first and the year last.
        let (day, month, clock, year) =
            isGMT ? (words[1], words[2], words[4], words[3]) : (words[2], words[1], words[3], words[4])
        guard let month = months.firstIndex(of: month), let day = number(day, 1...31),
            let year = number(year, 0...9999),
            let time = time(clock)
        else { return nil }
        let date = CivilDate(year: year < 100 ? year + (year < 70 ? 2000 : 1900) : year, month: month + 1, day: day)
        guard CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date else { return nil }
        return Int64(date.daysSinceEpoch) * 86_400 + time
    }

    private static func time(_ text: String) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let hour = number(parts[0], 0...23), let minute = number(parts[1], 0...59),
            let second = number(parts[2], 0...60)
        else { return nil }
        return Int64(hour * 3600 + minute * 60 + second)
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        guard text.utf8.count <= 4, text.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(text) else {
            return nil
        }
        return range.contains(value) ? value : nil
    }
}
