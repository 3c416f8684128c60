extension LineageCases {
    /// Columns, stars and expressions.
    static let columns = #"""
        SELECT user_id FROM plays
        -> user_id = plays.user_id

        SELECT Song AS song FROM PLAYS
        -> song = plays.song

        SELECT * EXCLUDE (_event_time) FROM plays
        -> user_id = plays.user_id
        -> song = plays.song
        -> seconds = plays.seconds
        -> price = plays.price
        -> device = plays.device
        -> tags = plays.tags
        -> first_name = plays.first_name

        SELECT * EXCLUDE (artist) REPLACE (upper(song) AS song) RENAME (year AS published) FROM songs
        -> song = ~songs.song
        -> published = songs.year

        SELECT COLUMNS('^s') FROM plays
        -> song = plays.song
        -> seconds = plays.seconds

        SELECT COLUMNS(c -> c LIKE '%a%') FROM songs
        -> artist = songs.artist
        -> year = songs.year

        SELECT seconds + 1 AS more, seconds AS seconds FROM plays
        -> more = ~plays.seconds
        -> seconds = plays.seconds

        SELECT song, unnest(tags) AS tag FROM plays
        -> song = plays.song ?plays.tags
        -> tag = ~plays.tags

        SELECT song, t.tag FROM plays, unnest(tags) t(tag)
        -> song = plays.song ?plays.tags
        -> tag = ~plays.tags

        SELECT n.n FROM range(3) n(n)
        -> n =

        SELECT column0 AS a, column1 AS b FROM (VALUES (1, 'a'), (2, NULL)) v(column0, column1)
        -> a =
        -> b =

        SELECT device.model AS m, device['width'] AS w, device FROM plays
        -> m = ~plays.device
        -> w = ~plays.device
        -> device = plays.device

        SELECT {'a': song, 'n': {'b': seconds}} AS s, [song, user_id] AS l FROM plays
        -> s = ~plays.seconds ~plays.song
        -> l = ~plays.song ~plays.user_id

        SELECT seconds AS a, a + 1 AS b, b * price AS c FROM plays WHERE c > 2
        -> a = plays.seconds ?plays.price
        -> b = ~plays.seconds ?plays.price
        -> c = ~plays.price ~plays.seconds

        SELECT CASE WHEN seconds > 2 THEN song ELSE user_id END AS c, coalesce(song, user_id) AS d, nullif(song,
          user_id) AS e, if(seconds > 1, 'a', 'b') AS f FROM plays
        -> c = plays.song plays.user_id ~plays.seconds
        -> d = plays.song plays.user_id
        -> e = plays.song ~plays.user_id
        -> f = ~plays.seconds

        SELECT list_transform(tags, lambda x: x || song) AS a, [x || user_id FOR x IN tags IF x > 'a'] AS
          b, list_filter(tags, lambda x: x <> song) AS c FROM plays
        -> a = ~plays.song ~plays.tags
        -> b = ~plays.tags ~plays.user_id
        -> c = ~plays.song ~plays.tags

        SELECT list_reduce(tags, lambda a, b: a || b || song, '') AS r FROM plays
        -> r = ~plays.song ~plays.tags

        SELECT list_transform(tags, lambda x: list_transform(tags, lambda y: y || x || user_id)) AS r FROM
          plays
        -> r = ~plays.tags ~plays.user_id

        SELECT DISTINCT song, seconds FROM plays
        -> song = plays.song ?plays.seconds
        -> seconds = plays.seconds ?plays.song

        SELECT DISTINCT ON (user_id) user_id, song FROM plays ORDER BY user_id, seconds DESC
        -> user_id = plays.user_id ?plays.seconds
        -> song = plays.song ?plays.seconds ?plays.user_id

        SELECT song FROM plays ORDER BY seconds LIMIT 2
        -> song = plays.song ?plays.seconds

        SELECT try_cast(song AS INTEGER) AS a, song::VARCHAR AS b, seconds::DOUBLE AS c, song LIKE '1%' AS
          d, song IS NULL AS e, seconds BETWEEN 1 AND price AS f, NOT (seconds > 1) AS g FROM plays
        -> a = ~plays.song
        -> b = plays.song
        -> c = ~plays.seconds
        -> d = ~plays.song
        -> e = ~plays.song
        -> f = ~plays.price ~plays.seconds
        -> g = ~plays.seconds

        SELECT strftime(_event_time, '%Y') AS y, extract(hour FROM _event_time) AS h, _event_time + INTERVAL
          1 DAY AS d FROM plays
        -> y = ~plays._event_time
        -> h = ~plays._event_time
        -> d = ~plays._event_time

        SELECT song FROM plays WHERE _event_time >= $partition_start AND _event_time < $partition_end
        -> song = plays.song ?plays._event_time

        SELECT 1 AS one, 'a' AS a, CAST(NULL AS DOUBLE) AS d, true AS t
        -> one =
        -> a =
        -> d =
        -> t =

        FROM plays SELECT song WHERE seconds > 1
        -> song = plays.song ?plays.seconds

        TABLE songs
        -> song = songs.song
        -> artist = songs.artist
        -> year = songs.year

        VALUES (1)
        -> col0 =

        SELECT json_extract_string(song, '$') AS a, to_json(song) AS j, song->>'$' AS b FROM plays
        -> a = ~plays.song
        -> j = ~plays.song
        -> b = ~plays.song

        SELECT unnest(device) FROM plays
        -> model = ~plays.device
        -> width = ~plays.device

        SELECT song FROM plays ORDER BY ALL LIMIT 50%
        -> song = plays.song

        SELECT struct_pack(a := song).a AS x, struct_insert({'k': year}, z := artist) AS y FROM
          songs
        -> x = ~songs.song
        -> y = ~songs.artist ~songs.year

        SELECT epoch(_event_time)::BIGINT AS e, hash(song) % 7 = 0 AS sampled, regexp_extract(song, '1')
          AS r, md5(user_id) AS m FROM plays
        -> e = ~plays._event_time
        -> sampled = ~plays.song
        -> r = ~plays.song
        -> m = ~plays.user_id
        """#
}
