extension IdentityRun {
    /// Marks the candidates that are in the run with 1 and the others with 0, and returns how many are in it.
    ///
    /// - Parameters:
    ///   - candidates: in ascending order.
    ///   - found: one byte a candidate.
    func mark(
        _ candidates: UnsafeBufferPointer<IdentityBatch.Entry>, found: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        guard count > 0, let base = filter.baseAddress else {
            found.update(repeating: 0)
            return 0
        }
        // All filter probes first: nothing in this loop waits for the probe before it, so that the processor keeps
        // several cache misses in flight; and in ascending order, so that it goes through the filter once.
        let blockCount = header.blockCount
        for index in 0..<candidates.count {
            let hash = candidates[index].hash
            let block = base + IdentityFilter.block(hash, of: blockCount) &* IdentityFilter.wordsPerBlock
            found[index] = UInt8(truncatingIfNeeded: IdentityFilter.probe(hash.low, in: block))
        }
        let identities = self.identities
        var hits = 0
        var position = 0
        var previous: UInt64 = 0
        for index in 0..<candidates.count where found[index] != 0 {
            let hash = candidates[index].hash
            position = lowerBound(hash, from: position, after: previous)
            previous = hash.high
            if position < identities.count, identities[position] == hash {
                hits &+= 1
            } else {
                found[index] = 0
            }
        }
        return hits
    }

    /// The first position whose identity is not below `hash`, known to be at or after `start`, which is the answer
    /// for `previous` (zero for the beginning).
    ///
    /// Guesses the distance, because hashes are spread evenly, then doubles its step and halves it again. Hashes that
    /// are not spread evenly cost O(log n), never a wrong answer.
    private func lowerBound(_ hash: IdentityHash, from start: Int, after previous: UInt64) -> Int {
        let identities = self.identities
        guard start < identities.count else { return start }
        let distance = (hash.high &- previous).multipliedFullWidth(by: UInt64(identities.count)).high
        let guess = min(start + Int(distance), identities.count - 1)
        // The answer is in low...high throughout.
        var low = start
        var high = identities.count
        var step = 16
        if identities[guess] < hash {
            low = guess + 1
            while low + step < high {
                if identities[low + step] < hash {
                    low += step + 1
                    step *= 2
                } else {
                    high = low + step
                }
            }
        } else {
            high = guess
            while high - step > low {
                if identities[high - step] < hash {
                    low = high - step + 1
                } else {
                    high -= step
                    step *= 2
                }
            }
        }
        while low < high {
            let middle = low + (high - low) / 2
            if identities[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
