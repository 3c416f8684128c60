import BasinCore

extension Field {
    /// Whether those who watch see its values: those of which somebody decided that they say nothing about a person.
    /// Ids of people are still the original ones when they come, and those are in no dataset.
    var isShownLive: Bool { classification == .none && !isPseudonym }
}
