/// The identities that tell duplicates are those that the metastore lists, whole.
enum IdentityCheck {
    static func findings(_ state: FolderState) -> [Finding] {
        state.identityProblems.map { problem in
            .damage(
                problem.isMissing ? .identitiesMissing : .identitiesDamaged, problem.name, problem.message,
                "Without it events could be delivered twice, so their type is not delivered. " + Finding.restore)
        }
            + state.identityStrays.map { path in
                .disorder(
                    .identitiesUnknown, state.short(path), "The metastore does not list this run of identities.",
                    .setAside([path]))
            }
    }
}
