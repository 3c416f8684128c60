import Foundation

/// Keeps files on disk while somebody copies them, though they may have left the content meanwhile.
///
/// Who deletes files of a data folder asks here. A copy that begins waits for deletions under way.
package final class DeletionHold: @unchecked Sendable {  // All state is guarded by `condition`.
    private let condition = NSCondition()
    private var copies = 0
    private var deletions = 0
    private var deferred: [@Sendable () -> Void] = []

    package init() {}

    /// From here on nothing is deleted. Blocks until deletions under way are done. Every call needs an `end`.
    package func begin() {
        condition.lock()
        copies += 1
        while deletions > 0 { condition.wait() }
        condition.unlock()
    }

    package func end() {
        condition.lock()
        copies -= 1
        let free = copies == 0 ? deferred : []
        if copies == 0 { deferred = [] }
        condition.unlock()
        for deletion in free { whenFree(deletion) }
    }

    /// Deletes now unless a copy is under way; for deletions that are tried again by themselves.
    package func unlessHeld(_ deletion: () throws -> Void) rethrows {
        guard enter() else { return }
        defer { leave() }
        try deletion()
    }

    /// Deletes now, or when the copy under way ends. What a crash prevents, the next start does.
    package func whenFree(_ deletion: @escaping @Sendable () -> Void) {
        condition.lock()
        guard copies == 0 else {
            deferred.append(deletion)
            condition.unlock()
            return
        }
        deletions += 1
        condition.unlock()
        defer { leave() }
        deletion()
    }

    private func enter() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard copies == 0 else { return false }
        deletions += 1
        return true
    }

    private func leave() {
        condition.lock()
        deletions -= 1
        condition.broadcast()
        condition.unlock()
    }
}
