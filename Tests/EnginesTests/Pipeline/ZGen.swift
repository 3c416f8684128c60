import BasinCore
import BasinEngines
import Foundation
import Testing

@Test func zgen() throws {
    guard let path = ProcessInfo.processInfo.environment["ZGEN"] else { return }
    for sql in try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: ";\n") {
        let sql = sql.trimmingCharacters(in: .whitespacesAndNewlines)
        if sql.isEmpty { continue }
        do { print("ZZ", "(\(sql.debugDescription), \(try PipelineWorld.lineage(sql))),") } catch { print("ZZ ERR", sql, "\n   ZZ->", error) }
    }
}
