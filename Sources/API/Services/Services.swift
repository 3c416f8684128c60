package import BasinCore
package import BasinTracing
package import BasinWire
package import NIOCore

/// Everything the doors can ask of the platform, handed in by `Server`. The doors translate HTTP to these and back,
/// and know nothing else. Each throws `BasinError`; its code decides the HTTP status.
package struct Services: Sendable {
    /// Who a bearer token is. Throws `.unauthorized`.
    package var authenticate: @Sendable (_ token: String) async throws -> Principal
    /// Writes down what somebody does or tried. Returns, when it is durable, the record's number. Throws
    /// `.unavailable`.
    package var audit: @Sendable (AuditedAction) async throws -> Int
    /// Whether a write key's secret is one of those that may send. Asks no database: the door asks before it makes room
    /// for a body, so that clients without a key cannot keep out those with one. Throws `.rateLimited` while the key is
    /// over its limit.
    package var admitsWriteKey: @Sendable (_ secret: String) throws -> Bool
    /// `POST /events`: the write key's secret, the content type, the CloudEvents attributes of binary mode
    /// (lower-case, without `ce-`), and the body as received (may be gzip: `isGzip`). Throws `.unauthorized`,
    /// `.invalid` (malformed body), `.tooLarge`, `.unavailable`. Returns only after the events are durable.
    package var receive: @Sendable (_ request: IntakeRequest) async throws -> IntakeAnswer
    /// Calls of other protocols' clients. Throws as `receive` does, and `.notFound` when no source takes the protocol.
    package var receiveCalls: @Sendable (_ request: ClientDoorRequest) async throws -> ClientAnswer
    /// Project files by path relative to the project folder, e.g. `events/song_played.yaml`.
    package var plan: @Sendable (_ files: [String: String], Principal) async throws -> PlanAnswer
    /// The condition is on the revision of the definitions that a plan was made of.
    package var apply:
        @Sendable (_ files: DefinitionFiles, _ person: Principal, _ condition: Precondition) async throws -> PlanAnswer
    package var createKey: @Sendable (_ request: KeyRequest) async throws -> CreatedKey
    package var limitKey: @Sendable (_ name: String, _ limits: KeyLimits) async throws -> Void
    package var keys: @Sendable () async throws -> [KeySummary]
    package var revokeKey: @Sendable (_ name: String) async throws -> Void
    package var datasets: @Sendable () async throws -> [DatasetSummary]
    package var dataset: @Sendable (_ name: String) async throws -> DatasetDetail
    package var incidents: @Sendable (_ all: Bool) async throws -> [IncidentSummary]
    package var loss:
        @Sendable (_ type: String, _ by: [String], _ from: String?, _ to: String?, _ person: Principal) async throws
            -> [LossSummary]
    package var compare: @Sendable (_ request: ComparisonRequest, _ person: Principal) async throws -> ComparisonSummary
    package var hours: @Sendable (_ type: String, _ from: String?, _ to: String?) async throws -> [HourSummary]
    /// Streams the answer's bytes in the asked format. The query ends when its client is gone. Throws `.unavailable`
    /// when too many are under way.
    package var query:
        @Sendable (_ request: QueryRequest, _ person: Principal, _ departure: Departure) async throws -> QueryAnswer
    /// Reads the file's bytes as they come. Returns when the import is published.
    package var importFile:
        @Sendable (_ request: ImportRequest, _ body: AsyncThrowingStream<ByteBuffer, any Error>) async throws ->
            ImportSummary
    package var status: @Sendable () async throws -> PlatformStatus
    /// Prometheus text exposition format.
    package var metrics: @Sendable () async -> String
    /// False until recovery is done, and again while stopping.
    package var isReady: @Sendable () -> Bool
    /// Tables of the Iceberg REST catalog: names in the one namespace `basin`, and one table's `metadata-location`
    /// and current `metadata` (JSON text).
    package var icebergTables: @Sendable (_ person: Principal) async throws -> [String]
    package var icebergTable: @Sendable (_ name: String, _ person: Principal) async throws -> IcebergTableAnswer

    package var pipelines: PipelineServices
    package var quarantine: QuarantineServices
    package var schemas: SchemaServices
    package var events: EventServices
    package var care: CareServices
    package var sources: SourceServices
    /// Gets a span for each request, with what is done for it below; nil where nobody traces.
    package var tracer: Tracer?
    package var live: LiveServices
    package var catalog: CatalogServices
    package var standards: StandardServices
    package var access: AccessServices
    /// What holds for requests of all routes; nil: no limit, and no answer is kept.
    package var rules: RequestRules?
    package var queries: QueryServices
    package var cost: CostServices
    package var lineage: LineageServices
    package var pages: PageServices
    package var ofDataset: DatasetServices

    package init(
        authenticate: @escaping @Sendable (String) async throws -> Principal,
        audit: @escaping @Sendable (AuditedAction) async throws -> Int,
        admitsWriteKey: @escaping @Sendable (String) throws -> Bool,
        receive: @escaping @Sendable (IntakeRequest) async throws -> IntakeAnswer,
        receiveCalls: @escaping @Sendable (ClientDoorRequest) async throws -> ClientAnswer,
        plan: @escaping @Sendable ([String: String], Principal) async throws -> PlanAnswer,
        apply: @escaping @Sendable (DefinitionFiles, Principal, Precondition) async throws -> PlanAnswer,
        createKey: @escaping @Sendable (KeyRequest) async throws -> CreatedKey,
        limitKey: @escaping @Sendable (String, KeyLimits) async throws -> Void,
        keys: @escaping @Sendable () async throws -> [KeySummary],
        revokeKey: @escaping @Sendable (String) async throws -> Void,
        datasets: @escaping @Sendable () async throws -> [DatasetSummary],
        dataset: @escaping @Sendable (String) async throws -> DatasetDetail,
        incidents: @escaping @Sendable (Bool) async throws -> [IncidentSummary],
        loss: @escaping @Sendable (String, [String], String?, String?, Principal) async throws -> [LossSummary],
        compare: @escaping @Sendable (ComparisonRequest, Principal) async throws -> ComparisonSummary,
        hours: @escaping @Sendable (String, String?, String?) async throws -> [HourSummary],
        query: @escaping @Sendable (QueryRequest, Principal, Departure) async throws -> QueryAnswer,
        importFile:
            @escaping @Sendable (ImportRequest, AsyncThrowingStream<ByteBuffer, any Error>) async throws ->
            ImportSummary,
        status: @escaping @Sendable () async throws -> PlatformStatus,
        metrics: @escaping @Sendable () async -> String,
        isReady: @escaping @Sendable () -> Bool,
        icebergTables: @escaping @Sendable (Principal) async throws -> [String],
        icebergTable: @escaping @Sendable (String, Principal) async throws -> IcebergTableAnswer,
        pipelines: PipelineServices, quarantine: QuarantineServices, schemas: SchemaServices, events: EventServices,
        care: CareServices,
        sources: SourceServices, live: LiveServices, catalog: CatalogServices, standards: StandardServices,
        access: AccessServices, queries: QueryServices, cost: CostServices, lineage: LineageServices,
        pages: PageServices,
        ofDataset: DatasetServices, tracer: Tracer? = nil,
        rules: RequestRules? = nil
    ) {
        self.authenticate = authenticate
        self.audit = audit
        self.admitsWriteKey = admitsWriteKey
        self.receive = receive
        self.receiveCalls = receiveCalls
        self.plan = plan
        self.apply = apply
        self.createKey = createKey
        self.limitKey = limitKey
        self.keys = keys
        self.revokeKey = revokeKey
        self.datasets = datasets
        self.dataset = dataset
        self.incidents = incidents
        self.loss = loss
        self.compare = compare
        self.hours = hours
        self.query = query
        self.importFile = importFile
        self.status = status
        self.metrics = metrics
        self.isReady = isReady
        self.icebergTables = icebergTables
        self.icebergTable = icebergTable
        self.pipelines = pipelines
        self.quarantine = quarantine
        self.schemas = schemas
        self.events = events
        self.care = care
        self.sources = sources
        self.tracer = tracer
        self.live = live
        self.catalog = catalog
        self.standards = standards
        self.access = access
        self.rules = rules
        self.queries = queries
        self.cost = cost
        self.lineage = lineage
        self.pages = pages
        self.ofDataset = ofDataset
    }
}
