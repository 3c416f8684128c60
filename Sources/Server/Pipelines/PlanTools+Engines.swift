import BasinCore
import BasinDefinitions
import BasinEngines
import BasinManagement
import BasinProcessing

/// Where planning meets DuckDB and the calendar.
extension PlanTools {
    static func make(_ sql: PipelineSQL, _ parser: QueryParser) -> PlanTools {
        PlanTools(
            sql: SQLReader(
                reads: { text in try placed { try parser.reads(text) } },
                analyse: { dataset, tables in try placed { try analyse(dataset, tables, sql) } },
                check: { text, known in try placed { try sql.check(text, tables: tables(known)) } },
                condition: { text in try placed { try parser.checkCondition(text).names } },
                question: { text, names in
                    let query = try parser.check(text, datasets: names)
                    return (query.datasets, query.columns, query.parameters)
                },
                argumentProblem: { QueryRunner.problem(ofType: $0, value: $1) }),
            checkTrigger: { trigger in
                guard let cron = trigger.cron, let zone = trigger.zone else { return }
                _ = try CronSchedule(cron, zone: zone)
            },
            sha256: { bytes in
                Hexadecimal.text(Credentials.digest(bytes))
            })
    }

    private static func analyse(
        _ dataset: Dataset, _ known: [String: KnownTable], _ sql: PipelineSQL
    ) throws -> AnalysedSQL {
        guard case .sql(let text) = dataset.work else {
            throw BasinError(.system, "\(dataset.name) is made by a command, which has no SQL to analyse.")
        }
        let tables = tables(known)
        let analysis = try sql.analyse(text, tables: tables)
        let columns = try ColumnClassification.classify(analysis, tables: tables, dataset: dataset)
        return AnalysedSQL(reads: analysis.datasets, columns: columns)
    }

    private static func tables(_ known: [String: KnownTable]) -> [String: PipelineTable] {
        Dictionary(uniqueKeysWithValues: known.map { ($0.key, PipelineTable(name: $0.key, columns: $0.value.columns)) })
    }

    private static func placed<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let problem as SQLProblem {
            throw SQLReader.Problem(problem.message, line: problem.place?.line ?? 1, column: problem.place?.column)
        }
    }
}
