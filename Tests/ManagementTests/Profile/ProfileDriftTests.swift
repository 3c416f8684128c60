import BasinCore
import BasinManagement
import Testing

@Suite struct ProfileDriftTests {
    @Test(
        "a figure is unusual that is further from the median of the 14 before than five median deviations",
        arguments: [
            // Fewer than seven before: nobody can tell.
            ([1, 1, 1, 1, 1, 1, 100], []), ([1, 1, 1, 1, 1, 1, 1, 100], [7]),
            // Median 4, deviation 2: 14 is the last that is usual.
            ([1, 2, 3, 4, 5, 6, 7, 14], []), ([1, 2, 3, 4, 5, 6, 7, 14.1], [7]), ([1, 2, 3, 4, 5, 6, 7, -6.1], [7]),
            // One strange figure does not make the next ones strange, nor usual.
            ([9, 10, 11, 9, 10, 11, 10, 90, 10, 90], [7, 9]),
            // Rounding is no change.
            ([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 + 1e-12], []), ([], []),
        ] as [([Double], Set<Int>)])
    func table(_ figures: [Double], _ expected: Set<Int>) {
        #expect(ProfileDrift.departures(figures) == expected)
    }

    @Test("only the 14 before count; a new level is usual once it is most of them")
    func window() {
        let figures = Array(repeating: 5.0, count: 20) + Array(repeating: 50.0, count: 20)
        #expect(ProfileDrift.departures(figures) == Set(20..<27))
    }

    @Test("what is not there, or no number, is passed over")
    func gaps() {
        let figures: [Double?] = [1, nil, 2, 1, .nan, 2, 1, 2, 1, nil, .infinity, 9]
        #expect(ProfileDrift.departures(figures) == [11])
    }

    @Test("of a column that is classified more strictly today no value of earlier days is told")
    func stricter() {
        let known = ColumnProfile(
            name: "n", nulls: 1, distinct: 2, min: "4", max: "9", mean: 6, deciles: Array(repeating: 5, count: 11),
            common: [ColumnProfile.Common(value: "4", rows: 3)])
        func limited(_ type: FieldType, _ classification: Classification, isStored: Bool = true) -> ColumnProfile {
            known.limited(to: ProfileColumn(name: "n", type: type, classification: classification, isStored: isStored))
        }
        #expect(limited(.double, .none) == known)
        #expect(limited(.double, .personal) == ColumnProfile(name: "n", nulls: 1))
        #expect(limited(.double, .sensitive, isStored: false) == ColumnProfile(name: "n", nulls: 1))
        #expect(limited(.string, .pseudonymous) == ColumnProfile(name: "n", nulls: 1, distinct: 2))
        #expect(limited(.string, .none).common == known.common && limited(.string, .none).mean == nil)
        #expect(limited(.date, .none).max == "9" && limited(.date, .none).deciles.isEmpty)
    }
}
