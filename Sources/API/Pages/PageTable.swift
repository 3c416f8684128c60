/// Every page of the web interface.
enum PageTable {
    static func routes(_ services: Services) -> [Route] {
        var routes = AssetPages.routes()
        routes += SignInPages.routes(services)
        routes += StylePages.routes(services)
        routes += PulsePages.routes(services)
        routes += HomePages.routes(services)
        routes += SearchPages.routes(services)
        routes += DatasetPages.routes(services)
        routes += DataPages.routes(services)
        routes += LineagePages.routes(services)
        routes += EventPages.routes(services)
        routes += RunPages.routes(services)
        routes += WorkspacePages.routes(services)
        routes += AccessPages.routes(services)
        routes += OperationPages.routes(services)
        return routes
    }
}
