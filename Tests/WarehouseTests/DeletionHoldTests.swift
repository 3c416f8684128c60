import BasinWarehouse
import Foundation
import Synchronization
import Testing

@Suite struct DeletionHoldTests {
    @Test("While a copy is under way nothing is deleted; what could wait is deleted when the last copy ends")
    func waits() {
        let hold = DeletionHold()
        let deleted = Mutex<[String]>([])
        hold.whenFree { deleted.withLock { $0.append("at once") } }
        hold.begin()
        hold.begin()
        hold.whenFree { deleted.withLock { $0.append("later") } }
        hold.unlessHeld { deleted.withLock { $0.append("never") } }
        hold.end()
        #expect(deleted.withLock { $0 } == ["at once"])
        hold.end()
        #expect(deleted.withLock { $0 } == ["at once", "later"])
        hold.unlessHeld { deleted.withLock { $0.append("now") } }
        #expect(deleted.withLock { $0 } == ["at once", "later", "now"])
    }

    @Test("A copy begins only when deletions under way are done")
    func waitsForDeletions() {
        let hold = DeletionHold()
        let steps = Mutex<[String]>([])
        let isDeleting = DispatchSemaphore(value: 0), mayEnd = DispatchSemaphore(value: 0)
        let hasBegun = DispatchSemaphore(value: 0)
        Thread {
            hold.unlessHeld {
                isDeleting.signal()
                mayEnd.wait()
                steps.withLock { $0.append("deleted") }
            }
        }.start()
        isDeleting.wait()
        Thread {
            hold.begin()
            steps.withLock { $0.append("copying") }
            hold.end()
            hasBegun.signal()
        }.start()
        mayEnd.signal()
        hasBegun.wait()
        #expect(steps.withLock { $0 } == ["deleted", "copying"])
    }
}
