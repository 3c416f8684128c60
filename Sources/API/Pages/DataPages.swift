import BasinCore
import BasinWeb
import BasinWire
import Hummingbird
import NIOCore

/// Pages about a dataset: what is in it.
enum DataPages {
    static func routes(_ services: Services) -> [Route] {
        [profile(services), sample(services)] + PartitionPages.routes(services)
    }

    private static func profile(_ services: Services) -> Route {
        .page(
            "/datasets/{name}/profile", .find, "What the values of a dataset are like.",
            query: [
                QueryParameter(name: "partition", description: "The last one that has rows if left out."),
                QueryParameter(name: "column", description: "Whose history is drawn."),
            ], services
        ) { request in
            let (name, person) = (try request.parameter("name"), request.person)
            let (partition, column) = (try request.item("partition"), try request.item("column"))
            async let detail = services.dataset(name)
            let profile = try await told {
                try person.require(.query)
                return try await services.catalog.profile(name, partition, person)
            }
            // A refusal is written down once.
            let history = profile.value == nil ? nil : try await told {
                try await services.catalog.profileHistory(name, ProfileHistoryRequest(column: nil, from: nil, to: nil, limit: 60), person)
            }.value
            return ProfilePage.page(try await detail, profile.value, history, column: column, refusal: profile.refusal, for: request.visitor)
        }
    }

    /// What a page shows, or why it does not: what may not be seen, is not there yet, or cannot be had now.
    static func told<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> (value: Value?, refusal: String?) {
        do {
            return (try await work(), nil)
        } catch let error as BasinError where error.code == .notFound {
            return (nil, nil)
        } catch let error as BasinError where [.forbidden, .unavailable, .query, .invalid, .gone, .damaged].contains(error.code) {
            return (nil, error.message)
        }
    }

    private static func sample(_ services: Services) -> Route {
        .page("/datasets/{name}/sample", .find, "A few rows of a dataset, masked.", services) { request in
            let (name, person) = (try request.parameter("name"), request.person)
            let dataset = try await services.dataset(name)
            let rows = try await told {
                try person.require(.query)
                return try await request.door.whileThere { departure in
                    let answer = try await services.catalog.sample(name, SamplePage.rows, person, departure)
                    return try await SampledRows.read(answer, dataset.columns)
                }
            }
            return SamplePage.page(dataset, rows.value, refusal: rows.refusal, for: request.visitor)
        }
    }
}
