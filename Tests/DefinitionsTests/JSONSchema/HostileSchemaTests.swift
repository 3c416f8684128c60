import BasinCore
import BasinDefinitions
import Foundation
import Testing

struct HostileSchemaTests {
    private func read(_ text: String) throws(SchemaRefusal) -> ImportedSchema {
        try ImportedSchema.read(text, classification: Classification.none, renames: true)
    }

    private func reason(_ text: String) -> SchemaRefusal.Reason? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("references to references that name more than there is end with a reason")
    func expansion() {
        let levels = (0..<40).map { level in
            ##""l\##(level)": {"type": "object", "additionalProperties": false, "properties": {"a": {"$ref": "#/$defs/l\##(level + 1)"}, "b": {"$ref": "#/$defs/l\##(level + 1)"}}}"##
        }
        let nested =
            ##"{"$ref": "#/$defs/l0", "$defs": {\##(levels.joined(separator: ",")), "l40": {"type": "string"}}}"##
        #expect(reason(nested) == .tooManyFields)
        let flat = (0..<40).map { level in
            ##""l\##(level)": {"allOf": [{"$ref": "#/$defs/l\##(level + 1)"}, {"$ref": "#/$defs/l\##(level + 1)"}]}"##
        }
        let allOf =
            ##"{"$ref": "#/$defs/l0", "$defs": {\##(flat.joined(separator: ",")), "l40": {"properties": {"a": {}}}}}"##
        #expect(reason(allOf) == .tooLarge)
        let choices = (0..<40).map { level in
            ##""l\##(level)": {"anyOf": [{"$ref": "#/$defs/l\##(level + 1)"}, {"properties": {"p\##(level)": {"$ref": "#/$defs/l\##(level + 1)"}}}]}"##
        }
        let anyOf =
            ##"{"$ref": "#/$defs/l0", "$defs": {\##(choices.joined(separator: ",")), "l40": {"properties": {"a": {}}}}}"##
        #expect([.tooLarge, .tooManyFields].contains(reason(anyOf)))
    }

    @Test("a chain of references as long as the file, and as many properties, end with a reason")
    func long() {
        let chain = (0..<9_000).map { ##""l\##($0)": {"$ref": "#/$defs/l\##($0 + 1)"}"## }.joined(separator: ",")
        #expect(
            reason(##"{"$ref": "#/$defs/l0", "$defs": {\##(chain), "l9000": {"properties": {"a": {}}}}}"##) == .tooDeep)
        let many = (0..<2_000).map { #""p\#($0)": {"type": "string"}"# }.joined(separator: ",")
        #expect(reason("{\"properties\": {\(many)}}") == .tooManyFields)
    }

    @Test("whatever is done to a schema's bytes, it is read or refused as JSON as Foundation does", arguments: 0..<16)
    func mutated(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<400 {
            var bytes = Array(SchemaSample.samples.randomElement(using: &generator)?.schema.utf8 ?? "".utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = Array(#"{}[]",:\/0aA-.etn "#.utf8).randomElement(using: &generator) ?? 0
                case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: at)
                default:
                    let end = min(bytes.count, at + Int.random(in: 1...40, using: &generator))
                    bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0..<bytes.count, using: &generator))
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let isJSON = (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
            do throws(SchemaRefusal) {
                let schema = try read(text)
                // Foundation refuses numbers that no Double holds, and JSON does not.
                #expect(isJSON || text.contains(#/\d[eE][+-]?\d{3}/#), "\(text)")
                let yaml = try schema.yaml(name: "imported", owner: "team-growth", source: "a schema")
                let reading = Project.read(files: ["teams.yaml": Sample.teams, "events/imported.yaml": yaml])
                #expect(Sample.problems(reading).isEmpty, "\(yaml)")
            } catch let refusal {
                #expect(
                    (refusal.reason == .notJSON) == !isJSON || refusal.reason == .duplicateMember, "\(refusal) \(text)")
            }
        }
    }
}
