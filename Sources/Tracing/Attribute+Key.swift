extension Attribute {
    /// What an attribute is called. Names are never changed: dashboards and alerts use them. `docs/operations.md` lists
    /// them all.
    package struct Key: Sendable, Hashable {
        package let name: String
        private init(_ name: String) { self.name = name }

        // OpenTelemetry's conventions for HTTP servers and for errors.
        package static let method = Key("http.request.method")
        package static let route = Key("http.route")
        package static let status = Key("http.response.status_code")
        package static let requestBytes = Key("http.request.body.size")
        package static let responseBytes = Key("http.response.body.size")
        package static let path = Key("url.path")
        package static let scheme = Key("url.scheme")
        package static let errorType = Key("error.type")

        // Of whoever sends the spans.
        package static let serviceName = Key("service.name")
        package static let serviceVersion = Key("service.version")
        package static let serviceInstance = Key("service.instance.id")

        // Basin's own.
        package static let errorCode = Key("basin.error_code")
        package static let eventType = Key("basin.event_type")
        package static let eventTypes = Key("basin.event_types")
        package static let hour = Key("basin.hour")
        package static let hours = Key("basin.hours")
        package static let accepted = Key("basin.events.accepted")
        package static let refused = Key("basin.events.refused")
        package static let received = Key("basin.events.received")
        package static let delivered = Key("basin.events.delivered")
        package static let duplicate = Key("basin.events.duplicate")
        package static let quarantined = Key("basin.events.quarantined")
        package static let rows = Key("basin.rows")
        package static let bytes = Key("basin.bytes")
        package static let files = Key("basin.files")
        package static let format = Key("basin.format")
        package static let waitSeconds = Key("basin.wait_seconds")
        package static let dataset = Key("basin.dataset")
        package static let datasets = Key("basin.datasets")
        package static let partition = Key("basin.partition")
        package static let revision = Key("basin.revision")
        package static let runID = Key("basin.run_id")
        package static let runReason = Key("basin.run.reason")
        package static let runState = Key("basin.run.state")
        package static let attempt = Key("basin.run.attempt")
        package static let attempts = Key("basin.run.attempts")
        package static let cpuSeconds = Key("basin.cpu_seconds")
        package static let peakBytes = Key("basin.peak_bytes")
        package static let checks = Key("basin.checks")
        package static let failedChecks = Key("basin.checks.failed")
    }
}
