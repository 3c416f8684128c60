/// The blocked Bloom filter of a run: one 64-byte block, and in it one bit of each of eight words, per identity.
///
/// The block follows from the hash's high bits, so that identities in order walk the filter from front to back, and
/// a filter can be written while its run is being merged. 11 bits an identity give about 0.7 % false "maybe"s.
enum IdentityFilter {
    static let wordsPerBlock = 8
    static let bytesPerBlock = 64
    static let bitsPerIdentity = 11

    static func blockCount(identities: Int) -> Int {
        (identities * bitsPerIdentity + bytesPerBlock * 8 - 1) / (bytesPerBlock * 8)
    }

    @inline(__always)
    static func block(_ hash: IdentityHash, of blockCount: Int) -> Int {
        Int(truncatingIfNeeded: hash.high.multipliedFullWidth(by: UInt64(truncatingIfNeeded: blockCount)).high)
    }

    @inline(__always)
    static func insert(_ low: UInt64, into block: UnsafeMutablePointer<UInt64>) {
        for word in 0..<wordsPerBlock {
            block[word] |= 1 &<< (low &>> UInt64(truncatingIfNeeded: word * 6))
        }
    }

    /// 1 for "maybe", 0 for "certainly not". Without branches: a branch on random bits is mispredicted half the
    /// time, and stops the processor from fetching the next identities' blocks meanwhile.
    @inline(__always)
    static func probe(_ low: UInt64, in block: UnsafePointer<UInt64>) -> Int {
        var bits = block[0] &>> low
        bits &= block[1] &>> (low &>> 6)
        bits &= block[2] &>> (low &>> 12)
        bits &= block[3] &>> (low &>> 18)
        bits &= block[4] &>> (low &>> 24)
        bits &= block[5] &>> (low &>> 30)
        bits &= block[6] &>> (low &>> 36)
        bits &= block[7] &>> (low &>> 42)
        return Int(truncatingIfNeeded: bits & 1)
    }
}
