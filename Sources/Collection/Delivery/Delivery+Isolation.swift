package import BasinCore
import BasinWarehouse

/// What keeps one type's trouble from the others: shares of the memory, turns, and side segments for what cannot be
/// delivered.
extension Delivery {
    /// How full the backlog may be before a tier's events are refused: under shortage low tiers yield first.
    private static func share(_ tier: Tier) -> Double {
        switch tier {
        case .high: 1
        case .normal: 0.8
        case .low: 0.6
        }
    }

    /// Why events of one of these types cannot be taken now; nil when they can. 0 stands for types that are not known.
    package func refusal(of typeIDs: [UInt32]) -> BasinError? {
        let fill = Double(buffer.bytes) / Double(options.backlogBytes)
        // Nearly always.
        guard fill > 0.5 else { return nil }
        for id in typeIDs {
            let type = type(id), name = type?.name ?? "of types that are not known"
            if buffer.bytes(of: id) > options.backlogBytes / 2 {
                return BasinError(
                    .unavailable,
                    "Too many events \(name) wait to be delivered; send the batch again later. Other types are taken.")
            }
            let tier = type?.definition.tier ?? .low
            if fill > Self.share(tier) {
                return BasinError(
                    .unavailable,
                    "Delivery is behind, and events \(name) are of tier \(tier.rawValue); send the batch again later.")
            }
        }
        return nil
    }

    /// Moves what waits of types that could not be delivered for a while out of memory and out of the log, whose room is
    /// then freed for the others. What fails stays where it was.
    package func spillStuck() async {
        let now = clock.now()
        for id in buffer.pendingRows().keys.sorted() where failures(of: id) >= 3 {
            let isOld = buffer.oldestReceived(id).map { $0 <= now + (.zero - options.sideAge) } ?? false
            guard isOld || buffer.bytes(of: id) >= options.sideSegmentBytes else { continue }
            // What is delivered after a backup's metastore and what is moved here after it would not fit together there.
            try? await work.run { [self] in try hold.unlessHeld { while try spillPiece(id) {} } }
        }
    }

    /// - Returns: whether something was moved.
    private func spillPiece(_ typeID: UInt32) throws -> Bool {
        guard buffer.sideBytes(of: typeID) < options.sideBytes else { return false }
        let (sections, _) = buffer.take(typeID, limit: options.sideSegmentBytes)
        guard !sections.isEmpty else { return false }
        do {
            buffer.add(try sideLog.write(typeID, sections))
        } catch {
            buffer.putBack(sections, typeID: typeID, now: clock.now())
            throw error
        }
        buffer.finished(sections)
        return true
    }

    /// Delivers a side segment, and removes it.
    func flush(_ side: SideSegment) throws {
        do {
            try deliver(try sideLog.read(side), typeID: side.typeID, through: side.segment.lastPosition)
        } catch {
            failed(side.typeID, error)
            throw error
        }
        buffer.removeFirstSide(side.typeID)
        solved(side.typeID)
        // What cannot be removed now is removed by the next start.
        let sideLog = sideLog
        hold.whenFree { try? sideLog.remove(side) }
    }

    /// Finds the side segments that were there when the program ended. Before the log is read again.
    /// - Returns: up to which position each type needs nothing from the log, the segments' numbers, the latest time of
    ///   receipt, and a sentence for each segment that cannot be read.
    package func recoverSides(
        delivered: [UInt32: UInt64]
    ) throws -> (through: [UInt32: UInt64], numbers: Set<UInt64>, lastTime: Timestamp?, problems: [String]) {
        let (sides, problems) = try sideLog.recover(delivered: delivered)
        var through = delivered
        for side in sides {
            buffer.add(side)
            for (hour, rows) in side.rows { appended.begin(rows, typeID: side.typeID, hour: hour) }
            through[side.typeID] = max(through[side.typeID] ?? 0, side.segment.lastPosition)
        }
        return (through, Set(sides.map(\.segment.id)), sides.compactMap(\.segment.lastTime).max(), problems)
    }
}
