/// Why a JSON Schema does not become an event type: a reason with a name, where, and what to do.
package struct SchemaRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Reason: String, Sendable, CaseIterable {
        /// The file cannot be read.
        case unreadable
        /// The text is not JSON.
        case notJSON = "not_json"
        /// A member is there twice in one object, and readers differ in which they take.
        case duplicateMember = "duplicate_member"
        case tooLarge = "too_large"
        case tooDeep = "too_deep"
        case tooManyFields = "too_many_fields"
        /// Avro, Thrift, Protocol Buffers, or no schema at all.
        case notJSONSchema = "not_json_schema"
        /// A keyword has a value that JSON Schema does not give it.
        case malformedKeyword = "malformed_keyword"
        /// What the schema describes is a list, text or number, and `data` of an event is an object.
        case notAnObject = "not_an_object"
        /// It names no property, so there would be no field.
        case noProperties = "no_properties"
        /// A property's name cannot be a field's.
        case fieldName = "field_name"
        /// Two properties would have the same field name.
        case nameClash = "name_clash"
        case recursiveReference = "recursive_reference"
        /// It refers to another document, and nothing is fetched.
        case remoteReference = "remote_reference"
        /// It refers to what is not there.
        case missingReference = "missing_reference"
        /// No value can fit.
        case contradiction
    }

    package var reason: Reason
    /// A field's path, or a place in the schema; empty for the whole.
    package var path: String
    package var message: String
    package var remedy: String

    init(_ reason: Reason, _ path: String, _ message: String, _ remedy: String) {
        self.reason = reason
        self.path = printable(path, limit: 200)
        self.message = message
        self.remedy = remedy
    }

    /// Of a file that is no text, or not there.
    package static func unreadable(_ message: String) -> SchemaRefusal {
        SchemaRefusal(.unreadable, "", message, "name a file with a JSON Schema in UTF-8")
    }

    /// `recursive_reference: what is wrong (#/definitions/node); what to do`.
    package var description: String {
        "\(reason.rawValue): \(message)" + (path.isEmpty ? "" : " (\(path))") + "; \(remedy)"
    }

    /// A part of the schema can be left to the type json for this; other reasons are the whole schema's.
    var isOfOnePart: Bool {
        switch reason {
        case .tooDeep, .notAnObject, .noProperties, .fieldName, .nameClash, .recursiveReference, .remoteReference,
            .missingReference, .contradiction:
            true
        case .unreadable, .notJSON, .duplicateMember, .tooLarge, .tooManyFields, .notJSONSchema, .malformedKeyword:
            false
        }
    }
}
