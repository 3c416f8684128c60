extension TraceSettings {
    /// The sampler of that name, which may be empty; the one that is used without a name for others.
    static func sampler(_ name: String, _ argument: String) -> (sampler: Sampler, problems: [String]) {
        var problems: [String] = []
        var share: Double {
            if argument.isEmpty { return 1 }
            if let share = Double(argument), (0...1).contains(share) { return share }
            problems.append("OTEL_TRACES_SAMPLER_ARG is no share between 0 and 1; 1 is used.")
            return 1
        }
        switch name.lowercased() {
        case "": return (Sampler(), [])
        case "always_on": return (Sampler(.all, followsParent: false), [])
        case "always_off": return (Sampler(.none, followsParent: false), [])
        case "parentbased_always_on": return (Sampler(.all), [])
        case "parentbased_always_off": return (Sampler(.none), [])
        case "traceidratio": return (Sampler(.share(share), followsParent: false), problems)
        case "parentbased_traceidratio": return (Sampler(.share(share)), problems)
        default:
            return (
                Sampler(),
                ["OTEL_TRACES_SAMPLER is \(name.prefix(40)), which is not known here; Basin's own sampling is used."]
            )
        }
    }
}
