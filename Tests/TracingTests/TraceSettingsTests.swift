import BasinTracing
import Testing

@Suite struct TraceSettingsTests {
    private static func settings(_ more: [String: String] = [:]) -> (settings: TraceSettings?, problems: [String]) {
        TraceSettings.of(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"].merging(more) { $1 })
    }

    @Test("Without an endpoint nothing is traced", arguments: [[:], ["OTEL_EXPORTER_OTLP_ENDPOINT": " "], ["OTEL_TRACES_SAMPLER": "always_on"]])
    func off(_ environment: [String: String]) {
        let (settings, problems) = TraceSettings.of(environment)
        #expect(settings == nil)
        #expect(problems.isEmpty)
    }

    @Test("Requests go to /v1/traces below the endpoint", arguments: [
        ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces", "127.0.0.1:4318"),
        ("http://collector:4318/", "http://collector:4318/v1/traces", "collector:4318"),
        ("HTTPS://otlp.example/tenant/a", "https://otlp.example/tenant/a/v1/traces", "otlp.example"),
        (" https://user:secret@otlp.example/ ", "https://user:secret@otlp.example/v1/traces", "otlp.example"),
        ("http://[::1]:4318", "http://[::1]:4318/v1/traces", "[::1]:4318"),
    ])
    func endpoint(_ given: String, _ endpoint: String, _ host: String) {
        let (settings, problems) = Self.settings(["OTEL_EXPORTER_OTLP_ENDPOINT": given])
        #expect(settings?.endpoint == endpoint)
        #expect(settings?.host == host)
        #expect(problems.isEmpty)
    }

    @Test("What is no URL turns traces off and says so", arguments: [
        "127.0.0.1:4318", "grpc://x:4317", "http://", "http:///v1", "http://a b", "http://a?x=1", "http://a#b", "4318",
    ])
    func wrongEndpoint(_ given: String) {
        let (settings, problems) = Self.settings(["OTEL_EXPORTER_OTLP_ENDPOINT": given])
        #expect(settings == nil)
        #expect(problems.count == 1)
    }

    @Test("Headers are name=value, percent-encoded; others are passed over and not quoted")
    func headers() {
        let (settings, problems) = Self.settings([
            "OTEL_EXPORTER_OTLP_HEADERS":
                "api-key=s%C3%A9cret%20one , x-tenant = 7,broken, =none,bad name=1,cut=%0d%0aX: y,half=%4,x=a=b,"
        ])
        #expect(
            settings?.headers.map { "\($0.name): \($0.value)" } == ["api-key: sécret one", "x-tenant: 7", "x: a=b"])
        #expect(problems.count == 1)
        #expect(problems[0].contains("5 entries"))
        #expect(!problems[0].contains("cut"))
    }

    @Test("Samplers go by OpenTelemetry's names; what is not known is said, and Basin's own is used", arguments: [
        ("", "", Sampler(), 0),
        ("always_on", "", Sampler(.all, followsParent: false), 0),
        ("ALWAYS_OFF", "", Sampler(.none, followsParent: false), 0),
        ("parentbased_always_on", "", Sampler(.all), 0),
        ("parentbased_always_off", "", Sampler(.none), 0),
        ("traceidratio", "0.5", Sampler(.share(0.5), followsParent: false), 0),
        ("parentbased_traceidratio", "0.25", Sampler(.share(0.25)), 0),
        ("parentbased_traceidratio", "", Sampler(.share(1)), 0),
        ("parentbased_traceidratio", "2", Sampler(.share(1)), 1),
        ("parentbased_traceidratio", "nan", Sampler(.share(1)), 1),
        ("jaeger_remote", "endpoint=x", Sampler(), 1),
    ])
    func sampler(_ name: String, _ argument: String, _ sampler: Sampler, _ problemCount: Int) {
        let (settings, problems) = Self.settings(["OTEL_TRACES_SAMPLER": name, "OTEL_TRACES_SAMPLER_ARG": argument])
        #expect(settings?.sampler == sampler)
        #expect(problems.count == problemCount)
    }

    @Test("The service has a name; a protocol that is not spoken is said")
    func others() {
        #expect(Self.settings().settings?.serviceName == "basin")
        #expect(Self.settings(["OTEL_SERVICE_NAME": "events"]).settings?.serviceName == "events")
        #expect(Self.settings(["OTEL_EXPORTER_OTLP_PROTOCOL": "http/json"]).problems.isEmpty)
        #expect(Self.settings(["OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"]).problems.count == 1)
    }
}
