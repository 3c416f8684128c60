import BasinCollection
import BasinCore
import Testing

@Suite struct MaskedEventTests {
    private let mask = MaskedEvent(fields: DataFolder.songPlayed.definition.fields)

    @Test("Only the envelope and plain values of fields without a person are shown", arguments: [
        (#"{"id":"7","type":"song_played","data":{"song":5}}"#, #"{"data":{"song":5},"id":"7","type":"song_played"}"#),
        (
            #"{"data":{"first_name":"Kim","user_id":"53","song":"a"}}"#,
            #"{"data":{"first_name":"[text of 3 characters]","song":"a","user_id":"[text of 2 characters]"}}"#
        ),
        (
            #"{"Kim Larsen":1,"data":{"kim@example.org":true,"place":{"city":"x"},"tags":["a"]}}"#,
            #"{"(unknown attribute 1)":"[number, true or false]","data":{"(unknown key 1)":"[number, true or false]","#
                + #""place":"[object of 1 key]","tags":"[list of 1]"}}"#
        ),
        (#"{"data":"Kim"}"#, #"{"data":"[text of 3 characters]"}"#),
        (#"{"id":["Kim"]}"#, #"{"id":"[list of 1]"}"#),
        (#"["Kim"]"#, "(7 bytes that are no JSON object)"),
        (#"{"data":{"song":"#, "(16 bytes that are no JSON object)"),
    ])
    func masks(_ event: String, _ shown: String) {
        #expect(mask.text(Array(event.utf8)) == shown)
    }
}
