import BasinCore
import Yams

/// Which time a partition reads, and when it is made.
extension DatasetReader {
    mutating func readInputs(_ entry: Entry, _ granularity: Granularity?) -> [String: InputWindow] {
        let shape = "write `inputs: {song_played: {lookback: 7d}}`"
        guard let entries = file.entries(of: entry.value, "`inputs`", remedy: shape) else { return [:] }
        if entries.count > DefinitionLimits.inputs {
            file.report(entry.place, "the dataset has more than \(DefinitionLimits.inputs) inputs", "name fewer")
        }
        var inputs: [String: InputWindow] = [:]
        for entry in entries.prefix(DefinitionLimits.inputs) {
            lines["inputs.\(entry.key)"] = entry.place?.line
            if !Name.isValid(entry.key) {
                file.report(entry.place, "\(quoted(entry.key)) is not the name of an input", Name.rule)
                continue
            }
            inputs[entry.key] = readWindow(entry, granularity, shape)
        }
        return inputs
    }

    private mutating func readWindow(_ entry: Entry, _ granularity: Granularity?, _ shape: String) -> InputWindow {
        var window = InputWindow()
        let what = "input \(quoted(entry.key))"
        guard
            let keys = file.entries(of: entry.value, what, remedy: shape, allowed: ["lookback", "previous"])
        else { return window }
        if let lookback = keys["lookback"] {
            let longest = Int64(DefinitionLimits.lookbackDays) * 86_400
            window.lookbackSeconds = file.duration(lookback, "the lookback of \(what)", in: 0...longest) ?? 0
            if granularity == Granularity.none {
                file.report(
                    lookback.place, "\(what) has a lookback, and the dataset has no partitions",
                    "remove it; all of the input is read")
            }
        }
        if let previous = keys["previous"] {
            window.isPrevious = file.flag(previous, "`previous` of \(what)") ?? false
            if window.isPrevious, entry.key != name {
                file.report(
                    previous.place, "\(what) is another dataset and has `previous`",
                    "use `lookback` to read further back; `previous` is for \(quoted(name)) itself")
            } else if window.isPrevious, granularity == Granularity.none {
                file.report(
                    previous.place, "the dataset has no partitions, so there is none before one",
                    "remove `previous`, or cut the dataset into partitions")
            } else if window.isPrevious, keys["lookback"] != nil {
                file.report(
                    previous.place, "\(what) has `previous` and a lookback", "remove the lookback")
            }
        }
        if entry.key == name, !window.isPrevious {
            file.report(
                entry.place, "the dataset names itself as an input without `previous: true`",
                "add it, or remove the input; of itself a partition can read only the one before")
        }
        return window
    }

    mutating func readTrigger(_ entry: Entry) -> Trigger {
        let shape = "write data, manual, or `{cron: \"0 6 * * *\", zone: Europe/Stockholm}`"
        if case .scalar(let scalar) = entry.value {
            switch scalar.string {
            case "data": return Trigger()
            case "manual": return Trigger(kind: .manual)
            default: break
            }
        }
        var trigger = Trigger()
        guard
            let keys = file.entries(
                of: entry.value, "the trigger", remedy: shape,
                allowed: ["cron", "zone", "offset", "missed", "wait_for_data"])
        else { return trigger }
        if let offset = keys["offset"] {
            trigger.offsetSeconds = file.duration(offset, "the offset", in: 0...366 * 86_400) ?? 0
        }
        guard let cron = keys["cron"] else {
            for key in ["zone", "missed", "wait_for_data"] {
                if let extra = keys[key] {
                    file.report(extra.place, "the trigger has `\(key)` and no `cron`", "remove it, or add `cron`")
                }
            }
            if keys.isEmpty { file.report(entry.place, "the trigger says nothing", shape) }
            return trigger
        }
        trigger.kind = .both
        trigger.cron = readCron(cron)
        if let zone = keys["zone"] {
            trigger.zone = readZone(zone)
        } else {
            file.report(
                cron.place, "the cron expression has no zone", "add `zone`: an IANA name, as Europe/Stockholm or UTC")
        }
        if let missed = keys["missed"] {
            trigger.missed = file.word(missed, "`missed`", as: Trigger.Missed.self) ?? .all
        }
        if let waits = keys["wait_for_data"], file.flag(waits, "`wait_for_data`") == false { trigger.kind = .time }
        return trigger
    }

    /// Its form only; whether it names times that come is planning's to ask.
    private mutating func readCron(_ entry: Entry) -> String? {
        guard let text = file.text(entry, "the cron expression", remedy: "write five fields, as \"0 6 * * *\"") else {
            return nil
        }
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard text.count <= DefinitionLimits.cronCharacters, fields.count == (text.hasPrefix("@") ? 1 : 5) else {
            file.report(
                entry.value.place, "\(quoted(text)) is not a cron expression",
                "write minute, hour, day, month and weekday, as \"0 6 * * *\", or @hourly, @daily, @weekly, @monthly")
            return nil
        }
        return fields.joined(separator: " ")
    }

    private mutating func readZone(_ entry: Entry) -> String? {
        // The name becomes part of a path where zones are kept.
        if case .scalar(let scalar) = entry.value, (1...64).contains(scalar.string.utf8.count),
            scalar.string.utf8.allSatisfy({
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || [UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/")].contains($0)
            }), !scalar.string.split(separator: "/", omittingEmptySubsequences: false).contains("")
        {
            return scalar.string
        }
        file.report(
            entry.value.place, "the zone is not a name\(file.shown(entry.value))",
            "write an IANA name, as Europe/Stockholm or UTC")
        return nil
    }

    mutating func readCorrections(_ entry: Entry) -> CorrectionPolicy {
        if case .scalar(let scalar) = entry.value, scalar.string == "flag" { return CorrectionPolicy(rerunDays: nil) }
        var policy = CorrectionPolicy()
        let shape = "write flag, or `{rerun: 7d, budget: 100}`"
        guard
            let keys = file.entries(of: entry.value, "`corrections`", remedy: shape, allowed: ["rerun", "budget"])
        else { return policy }
        if keys.isEmpty { file.report(entry.place, "`corrections` says nothing", shape) }
        if let rerun = keys["rerun"] {
            let days: Int64 = 86_400
            if let seconds = file.duration(rerun, "`rerun`", in: days...Int64(DefinitionLimits.lookbackDays) * days) {
                if seconds % days != 0 {
                    file.report(rerun.value.place, "`rerun` is not a number of whole days", "write it as `7d`")
                }
                policy.rerunDays = Int(seconds / days)
            }
        }
        if let budget = keys["budget"] {
            policy.dailyBudget = file.count(budget, "`budget`", in: 1...1_000_000) ?? policy.dailyBudget
        }
        return policy
    }
}
