import BasinCore
import BasinManagement
import BasinMetastore

/// The catalog of a music service, and what people look for in it: for each question the names that answer it, judged
/// by hand before the search was written to fit.
enum JudgedCatalog {
    private static func f(_ names: String...) -> [Field] { names.map { SearchFolder.field($0) } }

    static let entries: [CatalogEntry] =
        SearchFolder.teams.map { CatalogEntry($0) } + [
            SearchFolder.event(
                1, "song_played", "team-listening", "A listener finished, skipped or abandoned a song.",
                f("user_id", "song", "artist", "length_s", "device", "country"), tier: .high),
            SearchFolder.event(2, "song_liked", "team-listening", "A listener put a heart on a song.", f("user_id", "song", "liked_at")),
            SearchFolder.event(
                3, "ad_shown", "team-ads", "An advertisement was played or shown in the free service.",
                f("user_id", "ad_id", "campaign", "placement", "revenue", "skipped")),
            SearchFolder.event(4, "page_viewed", "team-discovery", "A page of the web site was shown.", f("user_id", "page", "referrer", "platform")),
            SearchFolder.event(
                5, "search_performed", "team-discovery", "A listener searched, and saw results.",
                f("user_id", "query", "result_count", "took_ms"), tier: .low),
            SearchFolder.event(6, "playlist_created", "team-listening", "A listener made a playlist.", f("user_id", "playlist", "title")),
            SearchFolder.event(7, "playlist_shared", "team-listening", "A playlist was sent to somebody.", f("user_id", "playlist", "channel")),
            SearchFolder.event(8, "account_created", "team-discovery", "Somebody signed up.", [
                SearchFolder.field("user_id", .pseudonymous), SearchFolder.field("email", .personal, "The address that was confirmed."),
                SearchFolder.field("birth_year", .personal), SearchFolder.field("plan"),
            ], tier: .high),
            SearchFolder.event(
                9, "plays_v1", "team-listening", "Plays as the old clients sent them.", f("user", "track", "ms"),
                deprecation: "Send song_played."),
            SearchFolder.event(10, "app_crashed", "team-listening", "The app ended without being asked.", f("version", "stack", "device")),
            SearchFolder.event(11, "payment_made", "team-finance", "A subscriber paid.", f("user_id", "amount", "currency", "plan")),
            SearchFolder.event(12, "payment_failed", "team-finance", "A subscriber's card was refused.", f("user_id", "amount", "reason")),
            SearchFolder.event(13, "podcast_played", "team-listening", "A listener heard an episode.", f("user_id", "episode", "show", "length_s")),
            SearchFolder.event(14, "notification_sent", "team-discovery", "A push message went out.", f("user_id", "template", "opened")),
            SearchFolder.dataset(
                101, "listening_daily", "team-listening", "Songs and seconds listened, per listener and day.",
                ["user_id", "songs", "seconds"], tier: .high),
            SearchFolder.dataset(102, "listening_weekly", "team-listening", "Songs and seconds listened, per listener and week.", ["user_id", "songs", "seconds"]),
            SearchFolder.dataset(
                103, "royalties_monthly", "team-finance", "What each rights holder is owed for a month.",
                ["rights_holder", "plays", "amount_due", "currency"], tier: .high),
            SearchFolder.dataset(104, "rights_holders", "team-finance", "Labels, publishers and artists with a contract.", ["rights_holder", "name", "contract"]),
            SearchFolder.dataset(105, "ad_revenue_daily", "team-ads", "Revenue per campaign and day.", ["campaign", "impressions", "revenue"]),
            SearchFolder.dataset(106, "campaigns", "team-ads", "Advertisers' campaigns with their budgets.", ["campaign", "advertiser", "budget"]),
            SearchFolder.dataset(107, "active_users_daily", "team-discovery", "Listeners who came, per country and day.", ["country", "users", "new_users"], tier: .high),
            SearchFolder.dataset(108, "retention_cohorts", "team-discovery", "Of those who signed up in a week, how many came back.", ["cohort_week", "week", "users"]),
            SearchFolder.dataset(109, "churn_scores", "team-discovery", "How likely a subscriber is to leave.", ["user_id", "score", "model_version"]),
            SearchFolder.dataset(110, "top_songs_daily", "team-listening", "The charts: most played songs per country.", ["country", "song", "plays", "rank"]),
            SearchFolder.dataset(111, "song_metadata", "team-listening", "Title, artist, album and label of each song.", ["song", "title", "artist", "album", "isrc"]),
            SearchFolder.dataset(112, "artist_metadata", "team-listening", "Names and genres of artists.", ["artist", "name", "genre"]),
            SearchFolder.dataset(113, "search_quality_daily", "team-discovery", "How often a search led to a play.", ["queries", "clicks", "click_rate"]),
            SearchFolder.dataset(114, "recommendations", "team-discovery", "What each listener is offered next.", ["user_id", "song", "score"]),
            SearchFolder.dataset(115, "fx_rates", "team-finance", "Exchange rates of the day.", ["currency", "rate"]),
            SearchFolder.dataset(116, "invoices", "team-finance", "Invoices to advertisers.", ["invoice", "advertiser", "amount", "due_on"]),
            SearchFolder.dataset(117, "experiment_exposures", "team-discovery", "Who saw which variant of an experiment.", ["user_id", "experiment", "variant"]),
            SearchFolder.dataset(118, "device_daily", "team-listening", "Plays by device and operating system.", ["device", "os", "plays"]),
        ]

    /// Queries of people, by dataset id.
    static let uses: [UInt32: Int] = [1: 900, 101: 500, 103: 40, 107: 700, 110: 120, 111: 300, 3: 60, 9: 20, 109: 15]

    static let questions: [(text: String, answers: [String])] = [
        ("song_played", ["song_played"]), ("song played", ["song_played"]), ("SongPlayed", ["song_played"]),
        ("plays", ["song_played", "top_songs_daily", "device_daily", "royalties_monthly"]), ("listening", ["listening_daily"]),
        ("listening week", ["listening_weekly"]), ("royalties", ["royalties_monthly"]), ("royalty", ["royalties_monthly"]),
        ("royaltys", ["royalties_monthly"]), ("roylaties", ["royalties_monthly"]), ("rights holder", ["rights_holders", "royalties_monthly"]),
        ("ad revenue", ["ad_revenue_daily"]), ("campaign", ["campaigns"]), ("campain", ["campaigns"]), ("email", ["account_created"]),
        ("birth year", ["account_created"]), ("dau", []), ("active users", ["active_users_daily"]), ("churn", ["churn_scores"]),
        ("retention", ["retention_cohorts"]), ("charts", ["top_songs_daily"]), ("top songs", ["top_songs_daily"]),
        ("isrc", ["song_metadata"]), ("artist", ["artist_metadata"]), ("artist name", ["artist_metadata"]), ("genre", ["artist_metadata"]),
        ("crash", ["app_crashed"]), ("crashes", ["app_crashed"]), ("payment failed", ["payment_failed"]), ("payments", ["payment_made", "payment_failed"]),
        ("exchange rate", ["fx_rates"]), ("invoice", ["invoices"]), ("experiment variant", ["experiment_exposures"]),
        ("playlist", ["playlist_created", "playlist_shared"]), ("playlsit", ["playlist_created", "playlist_shared"]),
        ("shared playlist", ["playlist_shared"]), ("podcast episode", ["podcast_played"]), ("push", ["notification_sent"]),
        ("search", ["search_performed", "search_quality_daily"]), ("seach quality", ["search_quality_daily"]),
        ("signed up", ["account_created", "retention_cohorts"]), ("team-finance", ["team-finance"]), ("finance", ["team-finance"]),
        ("advertisng", ["team-ads"]), ("recomendations", ["recommendations"]), ("device", ["device_daily"]),
        ("listener country song", ["top_songs_daily", "song_played"]), ("budget of advertisers", ["campaigns"]),
    ]
}
