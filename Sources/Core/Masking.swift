/// What stands in place of a value that may not be seen.
package enum Masking {
    /// The same wherever rows are shown: queries, samples, checks, events on their way.
    package static let text = "[masked]"
}
