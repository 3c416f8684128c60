import GRDB

/// Forward only, one transaction each, literal names, never edited once released.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-CollectEvents", migrate: collectEvents)
        migrator.registerMigration("0002-RunPipelines", migrate: runPipelines)
        migrator.registerMigration("0003-GuardCollection", migrate: guardCollection)
        migrator.registerMigration("0004-TakeEveryClient", migrate: takeEveryClient)
        migrator.registerMigration("0005-FindData", migrate: findData)
        migrator.registerMigration("0006-ControlAccess", migrate: controlAccess)
        migrator.registerMigration("0007-DescribeData", migrate: describeData)
        migrator.registerMigration("0008-ShareLineage", migrate: shareLineage)
        migrator.registerMigration("0009-AskPeople", migrate: askPeople)
        migrator.registerMigration("0010-SignIn", migrate: signIn)
        migrator.registerMigration("0011-CountCosts", migrate: countCosts)
        migrator.registerMigration("0012-KeepAnswers", migrate: keepAnswers)
        migrator.registerMigration("0013-ShowHome", migrate: showHome)
        migrator.registerMigration("0014-ShowRuns", migrate: showRuns)
        migrator.registerMigration("0015-AskByDataset", migrate: askByDataset)
        return migrator
    }
}
