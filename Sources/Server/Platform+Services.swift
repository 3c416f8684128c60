package import BasinAPI
import BasinCollection
import BasinCore
import BasinMetastore
import BasinWarehouse
import BasinWire
import NIOCore
import Synchronization

extension Platform {
    /// What the doors can ask, bound to this platform.
    package var services: Services {
        Services(
            authenticate: { [credentials, clock] token in
                if let principal = credentials.principal(token, at: clock.now()) { return principal }
                if let principal = try await self.principal(ofIssuersToken: token) { return principal }
                throw BasinError(
                    .unauthorized,
                    "The token is not valid or not any more; use one of your account, or the one printed at the first start."
                )
            },
            audit: { try await self.audit($0) },
            admitsWriteKey: { [credentials, limiter] secret in
                guard let name = credentials.writeKey(secret) else { return false }
                try limiter.check(.key(name))
                return true
            },
            receive: { try await self.receive($0) },
            receiveCalls: { try await self.receiveCalls($0) },
            plan: { try await self.plan($0, for: $1) },
            apply: { try await self.apply($0.files, by: $1, reason: $0.reason, if: $2) },
            createKey: { try await self.createKey($0) },
            limitKey: { try await self.limitKey(named: $0, $1) },
            keys: { try await self.writeKeys() },
            revokeKey: { try await self.revokeKey(named: $0) },
            datasets: { try await self.datasets() },
            dataset: { try await self.datasetWithCost(named: $0) },
            incidents: { try await self.incidents(all: $0) },
            loss: { try await self.loss(of: $0, by: $1, from: $2, to: $3, for: $4) },
            compare: { try await self.compare($0, for: $1) },
            hours: { try await self.hours(of: $0, from: $1, to: $2) },
            query: { try await self.ask($0, for: $1, departure: $2) },
            importFile: { try await self.importFile($0, body: $1) },
            status: { try await self.status() },
            metrics: { await self.metricsText() },
            isReady: { self.isReadyForEvents },
            icebergTables: { try await self.icebergTables(for: $0) },
            icebergTable: { try await self.icebergTable(named: $0, for: $1) }, pipelines: pipelineServices,
            quarantine: quarantineServices, schemas: schemaServices, events: eventServices, care: careServices,
            sources: sourceServices, live: liveServices, catalog: catalogServices, standards: standardServices,
            access: accessServices, queries: queryServices, cost: costServices, lineage: lineageServices,
            pages: pageServices, ofDataset: datasetServices, tracer: tracer, rules: requestRules)
    }
}
