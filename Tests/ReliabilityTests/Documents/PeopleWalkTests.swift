import Foundation
import Testing

extension Reliability.First.WalkTests.Walk {
    /// The pages for each kind of person. The first makes the place in which the others are played.
    static let people: [Self] = [
        Self(page: place, promises: ["new     query most_heard", "olga     person  admin", "ready"]),
        Self(
            page: "people/producer", after: place,
            promises: [
                "\"accepted\":1", "data.song is required and not there", "Receipt(accepted=1, refused=())", "[text of 2 characters]",
                "Kept: clients and readers may upgrade in any order.", "1 events of song_liked were replayed.", "1 are still refused",
                "not applied, as it should be", "screen=search song=Girl user_id=[masked]", "REFUSED missing_field", "1 replayed",
            ],
            warnings: ["The plan has breaking changes, so it cannot be applied"]),
        Self(
            page: "people/analyst", after: place,
            promises: [
                "no: 1 of its columns has no description (user_id)", "listening_daily 2026-03-08 is manual",
                "\"first_name\":\"[masked]\"", "Help!        417.0", "Help!      [masked]", "Help!    973.0", "not yet", "approved",
                "120.50", " Yesterday |     7", "1193.5",
            ],
            warnings: [
                "payout is restricted: only team-growth and who has a grant may read it", "Referenced column \"sng\" not found",
                "There is no function \"read_parquet\" that a query may use", "The argument $least is no DECIMAL",
                "anna has no grant for the purpose support now", "it needs the permission audit",
            ]),
        Self(
            page: "people/owner", after: place,
            promises: [
                "nothing was published, as it should be", "songs_daily 2026-03-03 is failed", "Rows that failed short_songs",
                "An input changed since: The phone was offline", "song_played,2026-03-03T20,2,yes", "succeeded  rerun",
                "Paused songs_daily.", "certified    yes", "joined with  listening_daily", "@most_heard",
                "Until the books are closed", "listening_daily (deprecated)", "One dataset is enough",
            ],
            warnings: [
                "The check short_songs: seconds should be between 0 and 100", "There is no request 1 of yours, or for you to decide",
                "payout would not be restricted any more: only people of team-growth and who governs may",
            ]),
        Self(
            page: "people/steward", after: place,
            promises: [
                "find govern", "listening_daily.user_id  dataset  copied", "new      term listener", "listener     term", ",no,",
                "no: 1 of its columns has no description (song)", "Kim", "[masked]", "Revoked grant 1.", "closed again",
                "Names are for support alone", "cannot be told yet", "not by whom it does not belong to",
                "one is stored sealed and the other is not", "What a listener is",
            ],
            warnings: [
                "The account stina may not do this: it needs the permission develop", "it needs the permission query",
                "payout would not be restricted any more: only people of team-growth and who governs may",
            ]),
        Self(
            page: "people/auditor", after: place,
            promises: [
                "payout  refused  way=query", "payout  done     way=query", "all as they were written; head ",
                "\"object\":\"payout\",\"outcome\":\"refused\"", "The books of March", "SELECT amount FROM payout WHERE song = ?",
                "168 hours, 14 received, 0 do not balance", "\n24\n", "developer  team-listening",
            ],
            warnings: ["The account adam may not do this: it needs the permission query", "`head` is not NUMBER:HEX"]),
        Self(
            page: "people/operator", after: place,
            promises: [
                "Disabled mia.", "no more", "Revoked web.", "basin_ready 1", "basin_incidents_open 0", "2026-03-01T09  sealed",
                "not while the server runs", "radio: 50/s and 100000/day",
            ],
            warnings: [
                "The master key is not in it", "again is sound.", "A Basin is using .basin", ".basin is sound.",
                "would take tokens in clear from other machines", "the master key that opens them is missing",
            ]),
    ]

    private static let place = "people/README"
}

extension Reliability.First.WalkTests {
    @Test("every command of the page for a kind of person works where the first page leaves off", arguments: Walk.people)
    func person(_ walk: Walk) throws { try Self.go(walk) }
}
