import BasinCore
import BasinWeb
import BasinWire

/// Pages about event types, sources, quarantine, the inspector.
enum EventPages {
    static func routes(_ services: Services) -> [Route] {
        [types(services), type(services), hours(services), schema(services), send(services)]
            + LivePages.routes(services) + SourcePages.routes(services) + QuarantinePages.routes(services)
    }

    private static func types(_ services: Services) -> Route {
        .page(
            "/events", .find, "Event types: what comes, and what does not come as it should.",
            query: [
                QueryParameter(name: "q", description: "Part of a name, an owner or a description."),
                QueryParameter(name: "state", description: "Only types in this state.", type: .word(EventListing.states)),
                QueryParameter(name: "sort", description: "In which order.", type: .anyOf(EventListing.Order.self)),
                QueryParameter(name: "page", description: "From 1.", type: .integer(1...Int.max, otherwise: 1)),
            ], services
        ) { request in
            let listing = EventListing(
                text: try request.item("q"), order: try request.item("sort").flatMap(EventListing.Order.init) ?? .received,
                state: try request.item("state").flatMap { EventListing.states.contains($0) ? $0 : nil },
                page: try request.item("page").flatMap(ParameterType.number).map { max(1, min($0, 1_000_000)) } ?? 1,
                isWhole: try request.item("export") != nil)
            return EventTypesPage.page(try await services.events.types(), listing, for: request.visitor)
        }
    }

    private static func type(_ services: Services) -> Route {
        .page(
            "/events/{name}", .find, "One event type: volume, lateness, refusals, delivery.",
            query: [QueryParameter(name: "span", description: "How far to look back.", type: .anyOf(EventSpan.self))], services
        ) { request in
            let name = try request.parameter("name")
            let span = try request.item("span").flatMap(EventSpan.init) ?? .twoDays
            let from = span.first(at: request.visitor.moment.now).description
            async let type = services.events.type(name)
            async let hours = services.hours(name, from, nil)
            async let reasons = services.quarantine.knownReasons(name)
            let detail = try await type
            return EventPage.page(detail, try await hours, span, reasons: try? await reasons, for: request.visitor)
        }
    }

    private static func hours(_ services: Services) -> Route {
        .page(
            "/events/{name}/hours", .find, "The hours of an event type with their ledgers.",
            query: [
                QueryParameter(name: "days", description: "So many days in the calendar: 7, 14 or 31.", type: .integer(7...31, otherwise: 14)),
                QueryParameter(name: "day", description: "The day whose hours stand in the table.", type: .text(atMost: 10, example: "2018-11-03")),
            ], services
        ) { request in
            let name = try request.parameter("name")
            let days = try request.item("days").flatMap(ParameterType.number).flatMap { HoursPage.spans.contains($0) ? $0 : nil } ?? 14
            let day = try request.item("day").map { text in
                guard let date = CivilDate(iso8601: text) else {
                    throw BasinError(.invalid, "`day` must be a day, written like 2018-11-03.")
                }
                return date
            }
            let today = Hour(request.visitor.moment.now).index / 24
            async let recent = services.hours(name, Hour(index: (today - days + 1) * 24).description, nil)
            var all = try await recent
            // A day before the calendar begins.
            if let day, day.daysSinceEpoch <= today - days {
                let start = Hour(index: day.daysSinceEpoch * 24)
                all = try await services.hours(name, start.description, Hour(index: start.index + 24).description) + all
            }
            return HoursPage.page(
                name, all, days: days, day: day?.description, isWhole: try request.item("export") != nil, for: request.visitor)
        }
    }

    private static func schema(_ services: Services) -> Route {
        .page(
            "/events/{name}/schema", .find, "The schema of an event type, its versions, and what a change would break.",
            query: [
                QueryParameter(name: "from", description: "The older version.", type: .integer(1...Int.max)),
                QueryParameter(name: "to", description: "The newer version.", type: .integer(1...Int.max)),
            ], services
        ) { request in
            let name = try request.parameter("name")
            let (from, to) = (try request.item("from"), try request.item("to"))
            async let type = services.events.type(name)
            async let versions = services.schemas.versions(name)
            let (detail, known) = (try await type, try await versions)
            var diff: SchemaDiff?
            var problem: String?
            if known.count > 1 {
                do {
                    diff = try await services.schemas.diff(name, from, to)
                } catch let error as BasinError where error.code != .system {
                    problem = error.message
                }
            }
            return SchemaPage.page(detail, known, diff: diff, from: from, to: to, problem: problem, for: request.visitor)
        }
    }

    private static func send(_ services: Services) -> Route {
        .page(
            "/events/{name}/sdk", .find, "How programs send events of a type, and how many never came.",
            query: [
                QueryParameter(name: "loss", description: "Count what never came in the last 7 days.", type: .flag),
                QueryParameter(name: "by", description: "Split that by a field."),
            ], services
        ) { request in
            let name = try request.parameter("name")
            let server = EventAddress.of(request.door)
            async let type = services.events.type(name)
            async let examples = services.events.examples(name, server)
            let detail = try await type
            return SendPage.page(
                detail, try await examples, server: server, loss: try await loss(name, request, services), for: request.visitor)
        }
    }

    private static func loss(_ name: String, _ request: PageRequest, _ services: Services) async throws -> SendPage.Loss {
        guard try request.item("loss") != nil, request.visitor.may(.query) else { return .notAsked }
        let by = try request.item("by")
        let from = Hour(index: Hour(request.visitor.moment.now).index - 7 * 24).description
        do {
            return .known(try await services.loss(name, by.map { [$0] } ?? [], from, nil, request.person), by: by)
        } catch let error as BasinError where error.code != .system {
            return .refused(error.message)
        }
    }
}
