import BasinAPI
package import BasinCore
package import BasinTracing
import Foundation

/// Where a platform lives and what an operator decided.
package struct PlatformOptions: Sendable {
    package var dataFolder: String
    /// Nil: `BASIN_MASTER_KEY`, else the file beside the data folder.
    package var masterKeyFile: String?
    /// Nil: the one of an earlier start, or a new one.
    package var adminToken: String?
    /// Events are refused with 503 while this much waits for delivery in memory: an eighth of what the machine has, so
    /// that a minute of 200,000 events/s waits well on 24 GiB; at least 512 MiB.
    package var backlogBytes = max(512 << 20, Int(clamping: ProcessInfo.processInfo.physicalMemory / 8))
    package var pipelines = PipelineOptions()
    package var queries = QueryOptions()
    /// A file in MaxMind's format that says where addresses are; nil for none.
    package var geoFile: String?
    /// Whose word is taken for who somebody is; nil: nobody's.
    package var signIn: SignInSettings?
    /// Gets the spans of what the platform does; nil for none.
    package var tracer: Tracer?
    /// How often an account may ask.
    package var requests: TokenBucket.Size
    /// What its datasets and pipelines are called towards others.
    package var namespace = OwnNamespace.standard
    /// Where events of its runs are sent; nil for nowhere.
    package var lineageTarget: LineageTarget?
    /// Whether that is for this process to say: a server, and no command on its folder while it is away.
    package var exportsLineage = false

    package init(dataFolder: String, masterKeyFile: String? = nil, adminToken: String? = nil) {
        self.dataFolder = dataFolder
        self.masterKeyFile = masterKeyFile
        self.adminToken = adminToken
        requests = RequestLimiter.generous
    }
}
