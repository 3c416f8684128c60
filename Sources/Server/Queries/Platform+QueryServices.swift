import BasinAPI

extension Platform {
    var queryServices: QueryServices {
        QueryServices(
            describe: { try await self.describe($0, for: $1) },
            own: { try await self.ownQueries($0, of: $1) },
            all: { try await self.allQueries($0) },
            saved: { try await self.savedQueries() },
            savedQuery: { try await self.savedQuery(named: $0) },
            runSaved: { try await self.runSaved($0, $1, for: $2, departure: $3) })
    }
}
