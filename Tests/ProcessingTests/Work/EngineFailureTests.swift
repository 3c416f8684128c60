import BasinCore
import BasinProcessing
import Foundation
import Testing

@Suite struct EngineFailureTests {
    private func failure(_ message: String, _ code: BasinError.Code = .query) throws -> WorkFailure {
        let folder = try WorkFolder()
        let order = try folder.order(.sql("SELECT 1"))
        return EngineFailure.of(BasinError(code, "DuckDB: " + message), order, inputs: order.inputs)
    }

    @Test("A message holds no value of a row, and says which file to correct")
    func values() throws {
        let text = try failure("Conversion Error: Could not convert string 'anna@example.com' to INT64").message
        #expect(!text.contains("anna") && text.contains("INT64") && text.contains("datasets/listening.sql"))
        let sum = try failure("Out of Range Error: Overflow in addition of INT64 (9223372036854775807 + 77)!").message
        #expect(!sum.contains("77") && sum.contains("Overflow"))
    }

    @Test("Names that SQL gets wrong are told")
    func names() throws {
        #expect(try failure("Binder Error: Referenced column \"plys\" not found").message.contains("plys"))
    }

    @Test("A full disk is told with the folder that has no room, and may pass")
    func fullDisk() throws {
        let failure = try failure("IO Error: Could not write file \"x\": No space left on device", .system)
        #expect(failure.kind == .other && failure.message.contains("/staging cannot be written"))
    }

    @Test("A check whose SQL fails is named, and the file it stands in")
    func check() throws {
        let folder = try WorkFolder()
        let sql = "SELECT CAST(user_id AS BIGINT) FROM listening"
        let order = try folder.order(.sql(WorkFolder.perUser), checks: [Check(name: "odd", rule: .sql(sql))])
        let failure = OrderExecution().run(order, cancellation: RunCancellation(limits: order.limits)).failure
        #expect(failure?.kind == .userError)
        for fact in ["The check odd", "datasets/listening.yaml", "INT64"] {
            #expect(failure?.message.contains(fact) == true, "\(failure?.message ?? "")")
        }
    }
}
