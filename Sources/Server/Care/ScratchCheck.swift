import BasinCore

/// What was being made when the program ended, what failed audits hold, and what earlier repairs set aside.
enum ScratchCheck {
    static func findings(_ state: FolderState) -> [Finding] {
        scratch(state) + held(state) + lost(state)
    }

    private static func scratch(_ state: FolderState) -> [Finding] {
        ["staging", "imports", "results"].compactMap { name in
            let folder = state.root + "/" + name
            let files = state.sizes.filter { $0.key.hasPrefix(folder + "/") }
            guard !files.isEmpty else { return nil }
            return .disorder(
                .scratch, name,
                "\(files.count.counted("file")), \(files.values.reduce(0, +).counted("byte")), \(files.count.word("was", "were")) being made when the program ended.",
                .removeFolderContent(folder))
        }
    }

    private static func held(_ state: FolderState) -> [Finding] {
        state.heldKnown.subtracting(state.heldFound).sorted().map { folder in
            .disorder(
                .heldMissing, state.short(folder), "The data of a failed audit is gone before its time.",
                .forgetHeld(folder))
        }
            + state.heldFound.subtracting(state.heldKnown).sorted().map { folder in
                .disorder(
                    .heldUnknown, state.short(folder), "No failed audit speaks of this data.", .setAside([folder]))
            }
    }

    private static func lost(_ state: FolderState) -> [Finding] {
        let files = state.sizes.filter { $0.key.hasPrefix(state.root + "/lost/") }
        guard !files.isEmpty else { return [] }
        return [
            .note(
                .lost, "lost",
                "\(files.count.counted("file was", "files were")) set aside (\(files.values.reduce(0, +).counted("byte"))); delete what nobody needs."
            )
        ]
    }
}
