import BasinCore

/// Every route there is.
enum RouteTable {
    static func routes(services: Services, limits: DoorLimits) -> [Route] {
        let inFlight = InFlightBytes(limit: limits.eventsInFlight)
        func door(_ clientProtocol: ClientProtocol) -> ClientDoor {
            ClientDoor(clientProtocol: clientProtocol, services: services, limits: limits, inFlight: inFlight)
        }
        var routes = EventRoutes.routes(services, limits: limits, inFlight: inFlight)
        routes += SegmentRoutes.routes(door(.segment))
        routes += SnowplowRoutes.routes(door(.snowplow))
        routes += PostHogRoutes.routes(door(.posthog))
        routes += OTLPRoutes.routes(door(.otlp))
        routes += OperationRoutes.routes(services)
        routes += DefinitionRoutes.routes(services)
        routes += TypeRoutes.routes(services.events)
        routes += SchemaRoutes.routes(services.schemas)
        routes += KeyRoutes.routes(services)
        routes += DatasetRoutes.routes(services)
        routes += DatasetFactRoutes.routes(services.ofDataset)
        routes += QueryRoutes.routes(services.queries)
        routes += CatalogRoutes.routes(services.catalog)
        routes += HomeRoutes.routes(services.pages)
        routes += CostRoutes.routes(services.cost)
        routes += LineageRoutes.routes(services.lineage)
        routes += MarquezRoutes.routes(services.lineage)
        routes += StandardRoutes.routes(services.standards)
        routes += AccountRoutes.routes(services.access)
        routes += SignInRoutes.routes(services.access.signIn)
        routes += GrantRoutes.routes(services.access)
        routes += AuditRoutes.routes(services.access)
        routes += RunRoutes.routes(services.pipelines)
        routes += PipelineRoutes.routes(services.pipelines)
        routes += ImportRoutes.routes(services)
        routes += QuarantineRoutes.routes(services)
        routes += SourceRoutes.routes(services.sources)
        routes += CareRoutes.routes(services.care)
        routes += LiveRoutes.routes(services.live)
        routes += IcebergRoutes.routes(services)
        routes += PageTable.routes(services)
        let document = OpenAPIDocument.bytes(of: routes + [OpenAPIDocument.route(bytes: [])])
        routes.append(OpenAPIDocument.route(bytes: document))
        return routes
    }
}
