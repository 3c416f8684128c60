/// Where a platform lives and what an operator decided.
package struct PlatformOptions: Sendable {
    package var dataFolder: String
    /// Nil: `BASIN_MASTER_KEY`, else the file beside the data folder.
    package var masterKeyFile: String?
    /// Nil: the one of an earlier start, or a new one.
    package var adminToken: String?
    /// Events are refused with 503 while this much waits for delivery in memory.
    package var backlogBytes = 512 << 20

    package init(dataFolder: String, masterKeyFile: String? = nil, adminToken: String? = nil) {
        self.dataFolder = dataFolder
        self.masterKeyFile = masterKeyFile
        self.adminToken = adminToken
    }
}
