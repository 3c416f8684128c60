/// Where an entry stands in the text index: the best first, so that the first matches that are read are the best.
struct CatalogPlace {
    /// (1023 - rank) << 32 | id
    let number: Int64

    init(_ number: Int64) { self.number = number }

    /// Use counts by its logarithm: a dataset of a thousand queries is not a thousand times as good as one of one.
    init(worth: Int, uses: Int, id: Int64) {
        let use = 64 - (UInt64(max(0, uses)) + 1).leadingZeroBitCount - 1
        let rank = min(511, max(0, worth)) + min(512, use * 40)
        number = Int64(1023 - rank) << 32 | id
    }

    var rank: Int { 1023 - Int(number >> 32) }
}
