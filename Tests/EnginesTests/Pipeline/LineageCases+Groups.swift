extension LineageCases {
    /// Aggregates and windows.
    static let groups = #"""
        SELECT max(COLUMNS(* EXCLUDE (song))) FROM songs
        -> artist = ~songs.artist
        -> year = ~songs.year

        SELECT count(*) AS n FROM plays
        -> n =

        SELECT count(*) AS n FROM plays WHERE seconds > 30
        -> n = ?plays.seconds

        SELECT user_id, count(*) AS n, sum(seconds) AS s FROM plays GROUP BY user_id
        -> user_id = plays.user_id
        -> n = ?plays.user_id
        -> s = ~plays.seconds ?plays.user_id

        SELECT user_id, count(*) AS n FROM plays GROUP BY ALL HAVING sum(seconds) > 10
        -> user_id = plays.user_id ?plays.seconds
        -> n = ?plays.seconds ?plays.user_id

        SELECT date_trunc('hour', _event_time) AS h, count(DISTINCT user_id) AS users FROM plays GROUP BY
          1
        -> h = ~plays._event_time
        -> users = ~plays.user_id ?plays._event_time

        SELECT count(*) FILTER (WHERE seconds > 30) AS long, sum(price) AS price FROM plays
        -> long = ?plays.seconds
        -> price = ~plays.price

        SELECT string_agg(song, ',' ORDER BY seconds) AS songs FROM plays GROUP BY user_id
        -> songs = ~plays.song ?plays.seconds ?plays.user_id

        SELECT any_value(first_name) AS first_name FROM plays GROUP BY user_id
        -> first_name = plays.first_name ?plays.user_id

        SELECT arg_max(first_name, _event_time) AS first_name FROM plays GROUP BY user_id
        -> first_name = plays.first_name ?plays._event_time ?plays.user_id

        SELECT arg_max(song, seconds, 2) AS songs FROM plays
        -> songs = ~plays.seconds ~plays.song

        SELECT first(song ORDER BY seconds) AS song FROM plays
        -> song = plays.song ?plays.seconds

        SELECT min(seconds) AS low, median(seconds) AS mid, quantile_cont(price::DOUBLE, 0.9) AS high FROM
          plays
        -> low = ~plays.seconds
        -> mid = ~plays.seconds
        -> high = ~plays.price

        SELECT song, grouping(song) AS g, count(*) AS n FROM plays GROUP BY ROLLUP (song)
        -> song = plays.song
        -> g = ?plays.song
        -> n = ?plays.song

        SELECT song, row_number() OVER (PARTITION BY user_id ORDER BY seconds) AS n FROM plays
        -> song = plays.song
        -> n = ?plays.seconds ?plays.user_id

        SELECT song FROM plays QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY _event_time) = 1
        -> song = plays.song ?plays._event_time ?plays.user_id

        SELECT lag(song) OVER w AS before, lead(song, 1, user_id) OVER w AS after FROM plays WINDOW w AS
          (PARTITION BY user_id ORDER BY _event_time)
        -> before = plays.song ?plays._event_time ?plays.user_id
        -> after = plays.song plays.user_id ?plays._event_time

        SELECT sum(seconds) OVER (PARTITION BY user_id ORDER BY _event_time ROWS BETWEEN 1 PRECEDING AND
          CURRENT ROW) AS s FROM plays
        -> s = ~plays.seconds ?plays._event_time ?plays.user_id

        SELECT first_value(song IGNORE NULLS) OVER (ORDER BY seconds) AS f, sum(seconds) FILTER (WHERE price
          > 1) OVER () AS t FROM plays
        -> f = plays.song ?plays.seconds
        -> t = ~plays.seconds ?plays.price

        SELECT user_id, sum(sum(seconds)) OVER (ORDER BY user_id) AS s FROM plays GROUP BY user_id
        -> user_id = plays.user_id
        -> s = ~plays.seconds ?plays.user_id

        SELECT $partition_start AS day, count(*) AS n FROM plays
        -> day =
        -> n =

        SELECT count(first_name) AS named FROM people
        -> named = ~people.first_name

        SELECT song COLLATE nocase AS song, count(*) AS n FROM plays GROUP BY ALL
        -> song = plays.song
        -> n = ?plays.song

        SELECT mode(song) AS m, list(DISTINCT song ORDER BY song) AS l, approx_count_distinct(user_id) AS
          u, bool_and(seconds < 4) AS b FROM plays
        -> m = ~plays.song
        -> l = ~plays.song
        -> u = ~plays.user_id
        -> b = ~plays.seconds

        SELECT user_id, max(n) AS n FROM (SELECT user_id, song, count(*) AS n FROM plays GROUP BY user_id,
          song) GROUP BY user_id
        -> user_id = plays.user_id ?plays.song
        -> n = ?plays.song ?plays.user_id

        SELECT count(*) AS n, grouping_id(user_id, song) AS g FROM plays GROUP BY CUBE (user_id, song)
        -> n = ?plays.song ?plays.user_id
        -> g = ?plays.song ?plays.user_id

        SELECT user_id, song FROM plays GROUP BY GROUPING SETS ((user_id), (song), ())
        -> user_id = plays.user_id ?plays.song
        -> song = plays.song ?plays.user_id

        SELECT ntile(2) OVER (ORDER BY seconds) AS half, percent_rank() OVER (ORDER BY price) AS p, nth_value(song,
          2) OVER (ORDER BY _event_time, song) AS second FROM plays
        -> half = ?plays.seconds
        -> p = ?plays.price
        -> second = plays.song ?plays._event_time

        SELECT count(*) OVER (PARTITION BY song ORDER BY _event_time RANGE BETWEEN INTERVAL 1 HOUR PRECEDING
          AND CURRENT ROW) AS n FROM plays
        -> n = ?plays._event_time ?plays.song

        SELECT min(song ORDER BY seconds) AS a, list(song ORDER BY seconds DESC)[1] AS b FROM plays
        -> a = ~plays.song ?plays.seconds
        -> b = ~plays.song ?plays.seconds

        SELECT sum(DISTINCT seconds) AS s, avg(seconds) FILTER (WHERE song = '1') AS a, count_if(seconds
          > 2) AS c FROM plays
        -> s = ~plays.seconds
        -> a = ~plays.seconds ?plays.song
        -> c = ~plays.seconds
        """#
}
