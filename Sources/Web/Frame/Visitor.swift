package import BasinCore

/// Who looks at a page, and when: what the frame around it shows, and which buttons there are.
package struct Visitor: Sendable {
    package var name: String
    package var teams: Set<String>
    package var permissions: Set<Permission>
    package var moment: Moment

    package init(name: String, teams: Set<String> = [], permissions: Set<Permission>, now: Timestamp) {
        self.name = name
        self.teams = teams
        self.permissions = permissions
        moment = Moment(now: now)
    }

    package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
