/// Every route there is.
enum RouteTable {
    static func routes(services: Services, limits: DoorLimits) -> [Route] {
        var routes = EventRoutes.routes(services, limits: limits)
        routes += OperationRoutes.routes(services)
        routes += DefinitionRoutes.routes(services)
        routes += SchemaRoutes.routes(services.schemas)
        routes += KeyRoutes.routes(services)
        routes += DatasetRoutes.routes(services)
        routes += RunRoutes.routes(services.pipelines)
        routes += PipelineRoutes.routes(services.pipelines)
        routes += ImportRoutes.routes(services)
        routes += QuarantineRoutes.routes(services)
        routes += CareRoutes.routes(services.care)
        routes += LiveRoutes.routes(services.live)
        routes += IcebergRoutes.routes(services)
        routes += WebRoutes.routes(services)
        let document = OpenAPIDocument.bytes(of: routes + [OpenAPIDocument.route(bytes: [])])
        routes.append(OpenAPIDocument.route(bytes: document))
        return routes
    }
}
