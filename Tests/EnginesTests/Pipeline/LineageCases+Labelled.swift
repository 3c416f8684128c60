extension LineageCases {
    /// A second set, labelled from what the SQL means and not from what the code makes of it.
    static let labelled = #"""
        SELECT s.v, s.z FROM songs o JOIN LATERAL (SELECT i.song AS k, i.artist AS v, o.year + 1 AS z FROM songs
          i) s ON o.song IS NOT DISTINCT FROM s.k
        -> v = songs.artist ?songs.song
        -> z = ~songs.year ?songs.song

        WITH songs AS (SELECT song, artist FROM songs WHERE year > 1), unused AS (SELECT illness FROM people),
          hits AS (SELECT song, count(*) AS n FROM plays GROUP BY song) SELECT s.artist, h.n FROM songs s LEFT
          JOIN hits h ON h.song = s.song
        -> artist = songs.artist ?plays.song ?songs.song ?songs.year
        -> n = ?plays.song ?songs.song ?songs.year

        WITH a AS (SELECT song AS v FROM songs) SELECT a.v, b.w FROM a, (WITH a AS (SELECT country AS v FROM
          people) SELECT v AS w FROM a) b
        -> v = songs.song
        -> w = people.country

        WITH totals(listener, total) AS MATERIALIZED (SELECT user_id, sum(seconds) FROM plays GROUP BY
          user_id) SELECT listener, total / (SELECT max(total) FROM totals) AS share FROM totals
        -> listener = plays.user_id
        -> share = ~plays.seconds ?plays.user_id

        WITH RECURSIVE chain(start, song, steps) AS (SELECT song, artist, 0 FROM songs WHERE year > 1 UNION
          ALL SELECT c.start, s.artist, c.steps + 1 FROM chain c JOIN songs s ON s.song = c.song WHERE c.steps
          < 2) SELECT start, song, steps FROM chain
        -> start = songs.song ?songs.artist ?songs.year
        -> song = songs.artist ?songs.song ?songs.year
        -> steps = ?songs.artist ?songs.song ?songs.year

        WITH RECURSIVE hours(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM hours WHERE n < 4) SELECT h.n AS
          hour, count(p.song) AS played FROM hours h LEFT JOIN plays p ON extract(hour FROM p._event_time) =
          h.n GROUP BY h.n
        -> hour = ?plays._event_time
        -> played = ~plays.song ?plays._event_time

        WITH active AS (SELECT DISTINCT user_id FROM plays WHERE seconds > 1), adults AS (SELECT user_id,
          country FROM people WHERE age > 1 AND user_id IN (SELECT user_id FROM active)), per_country AS
          (SELECT country, count(*) AS n FROM adults GROUP BY country) SELECT country, n FROM per_country
          WHERE n > 1
        -> country = people.country ?people.age ?people.user_id ?plays.seconds ?plays.user_id
        -> n = ?people.age ?people.country ?people.user_id ?plays.seconds ?plays.user_id

        SELECT p.song, (WITH mine AS (SELECT age FROM people u WHERE u.user_id = p.user_id) SELECT min(age)
          FROM mine) AS youngest FROM plays p
        -> song = plays.song
        -> youngest = ~people.age ?people.user_id ?plays.user_id

        WITH touched AS (SELECT user_id, _event_time AS heard_at, 'play' AS kind FROM plays UNION ALL SELECT
          user_id, TIMESTAMPTZ '2018-11-03 02:00:00+00', 'profile' FROM people WHERE age > 1) SELECT user_id,
          count(*) FILTER (WHERE kind = 'play') AS played, max(heard_at) AS latest FROM touched GROUP BY
          user_id
        -> user_id = people.user_id plays.user_id ?people.age
        -> played = ?people.age ?people.user_id ?plays.user_id
        -> latest = ~plays._event_time ?people.age ?people.user_id ?plays.user_id

        WITH top AS (SELECT song FROM plays GROUP BY song ORDER BY count(*) DESC, song LIMIT 2) SELECT
          s.artist, p.user_id FROM top t JOIN songs s ON s.song = t.song JOIN plays p ON p.song = t.song AND
          p.price > 1
        -> artist = songs.artist ?plays.price ?plays.song ?songs.song
        -> user_id = plays.user_id ?plays.price ?plays.song ?songs.song

        SELECT user_id, avg(seconds) OVER (w ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS rolling, max(price)
          OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS dearest, dense_rank() OVER r AS place
          FROM plays WINDOW w AS (PARTITION BY user_id ORDER BY _event_time), r AS (ORDER BY price DESC)
        -> user_id = plays.user_id
        -> rolling = ~plays.seconds ?plays._event_time ?plays.user_id
        -> dearest = ~plays.price ?plays._event_time ?plays.user_id
        -> place = ?plays.price

        SELECT user_id, song, seconds FROM plays WHERE price > 0 QUALIFY sum(seconds) OVER (PARTITION BY song)
          > 3
        -> user_id = plays.user_id ?plays.price ?plays.seconds ?plays.song
        -> song = plays.song ?plays.price ?plays.seconds
        -> seconds = plays.seconds ?plays.price ?plays.song

        SELECT song, artist, rank() OVER newest AS place FROM songs WINDOW newest AS (PARTITION BY artist
          ORDER BY year DESC) QUALIFY place <= 2
        -> song = songs.song ?songs.artist ?songs.year
        -> artist = songs.artist ?songs.year
        -> place = ?songs.artist ?songs.year

        SELECT user_id, seconds - lag(seconds, 1, 0) OVER w AS change, coalesce(lead(song) OVER w, 'none') AS
          next_song, date_diff('minute', lag(_event_time) OVER w, _event_time) AS gap FROM plays WINDOW w AS
          (PARTITION BY user_id ORDER BY _event_time)
        -> user_id = plays.user_id
        -> change = ~plays.seconds ?plays._event_time ?plays.user_id
        -> next_song = plays.song ?plays._event_time ?plays.user_id
        -> gap = ~plays._event_time ?plays.user_id

        SELECT user_id, session, count(*) AS n, max(heard_at) AS ended FROM (SELECT user_id, heard_at,
          sum(is_new) OVER (PARTITION BY user_id ORDER BY heard_at) AS session FROM (SELECT user_id,
          _event_time AS heard_at, CASE WHEN date_diff('hour', lag(_event_time) OVER (PARTITION BY user_id
          ORDER BY _event_time), _event_time) > 1 THEN 1 ELSE 0 END AS is_new FROM plays)) GROUP BY user_id,
          session
        -> user_id = plays.user_id ?plays._event_time
        -> session = ~plays._event_time ?plays.user_id
        -> n = ?plays._event_time ?plays.user_id
        -> ended = ~plays._event_time ?plays.user_id

        SELECT user_id, last_value(song IGNORE NULLS) OVER (PARTITION BY user_id ORDER BY _event_time ROWS
          BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS filled, cume_dist() OVER (PARTITION BY song ORDER BY
          seconds) AS part, count(price) OVER (PARTITION BY song) AS priced FROM plays
        -> user_id = plays.user_id
        -> filled = plays.song ?plays._event_time ?plays.user_id
        -> part = ?plays.seconds ?plays.song
        -> priced = ~plays.price ?plays.song

        SELECT avg(seconds) OVER (PARTITION BY song ORDER BY _event_time RANGE BETWEEN INTERVAL 2 HOURS
          PRECEDING AND INTERVAL 2 HOURS FOLLOWING EXCLUDE CURRENT ROW) AS around, arg_max(song, seconds) OVER
          (PARTITION BY user_id) AS longest FROM plays
        -> around = ~plays.seconds ?plays._event_time ?plays.song
        -> longest = plays.song ?plays.seconds ?plays.user_id

        SELECT user_id, song FROM plays UNION BY NAME SELECT country AS song, user_id FROM people
        -> user_id = people.user_id plays.user_id ?people.country ?plays.song
        -> song = people.country plays.song ?people.user_id ?plays.user_id

        (SELECT user_id, song FROM plays UNION ALL SELECT user_id, country FROM people) EXCEPT SELECT artist,
          song FROM songs WHERE year > 1
        -> user_id = people.user_id plays.user_id ?people.country ?plays.song ?songs.artist ?songs.song
             ?songs.year
        -> song = people.country plays.song ?people.user_id ?plays.user_id ?songs.artist ?songs.song
             ?songs.year

        SELECT user_id FROM plays WHERE seconds > 1 INTERSECT (SELECT user_id FROM people UNION SELECT artist
          FROM songs)
        -> user_id = plays.user_id ?people.user_id ?plays.seconds ?songs.artist

        SELECT 'play' AS kind, song AS name, seconds AS value FROM plays UNION ALL SELECT 'song', artist, NULL
          FROM songs
        -> kind =
        -> name = plays.song songs.artist
        -> value = plays.seconds

        SELECT song, seconds % 2 AS odd FROM plays EXCEPT ALL SELECT song, year FROM songs
        -> song = plays.song ?plays.seconds ?songs.song ?songs.year
        -> odd = ~plays.seconds ?plays.song ?songs.song ?songs.year

        SELECT song, year FROM songs UNION ALL SELECT artist, year FROM songs ORDER BY year DESC, song LIMIT 4
        -> song = songs.artist songs.song ?songs.year
        -> year = songs.year ?songs.artist ?songs.song

        SELECT user_id, seconds AS v FROM plays UNION SELECT user_id, age FROM people
        -> user_id = people.user_id plays.user_id ?people.age ?plays.seconds
        -> v = plays.seconds ~people.age ?people.user_id ?plays.user_id

        SELECT song, artist FROM songs UNION ALL BY NAME SELECT song, user_id AS listener, seconds FROM plays
          WHERE price > 1
        -> song = plays.song songs.song ?plays.price
        -> artist = songs.artist ?plays.price
        -> listener = plays.user_id ?plays.price
        -> seconds = plays.seconds ?plays.price

        SELECT s.song, x.n, x.label FROM songs s CROSS JOIN LATERAL (SELECT p.seconds AS n, upper(p.song) ||
          s.artist AS label FROM plays p WHERE p.song = s.song AND p.seconds > s.year) x
        -> song = songs.song ?plays.seconds ?plays.song ?songs.year
        -> n = plays.seconds ?plays.song ?songs.song ?songs.year
        -> label = ~plays.song ~songs.artist ?plays.seconds ?songs.song ?songs.year

        SELECT u.user_id, l.song AS latest FROM people u LEFT JOIN LATERAL (SELECT p.song FROM plays p WHERE
          p.user_id = u.user_id ORDER BY p._event_time DESC LIMIT 1) l ON true
        -> user_id = people.user_id ?plays._event_time ?plays.user_id
        -> latest = plays.song ?people.user_id ?plays._event_time ?plays.user_id

        SELECT p.song, x.longer, y.cost FROM plays p, LATERAL (SELECT p.seconds + 1 AS longer) x, LATERAL
          (SELECT x.longer * p.price AS cost) y
        -> song = plays.song
        -> longer = ~plays.seconds
        -> cost = ~plays.price ~plays.seconds

        SELECT user_id AS listener, sum(seconds) AS total, total / 60 AS minutes, minutes > 0.05 AS heavy FROM
          plays GROUP BY listener HAVING total > 1 ORDER BY minutes
        -> listener = plays.user_id ?plays.seconds
        -> total = ~plays.seconds ?plays.user_id
        -> minutes = ~plays.seconds ?plays.user_id
        -> heavy = ~plays.seconds ?plays.user_id

        SELECT p.* EXCLUDE (device, tags, first_name) REPLACE (round(p.price) AS price) RENAME (_event_time AS
          played_at), s.artist FROM plays p LEFT JOIN songs s ON s.song = p.song AND s.year > 1
        -> played_at = plays._event_time ?plays.song ?songs.song ?songs.year
        -> user_id = plays.user_id ?plays.song ?songs.song ?songs.year
        -> song = plays.song ?songs.song ?songs.year
        -> seconds = plays.seconds ?plays.song ?songs.song ?songs.year
        -> price = ~plays.price ?plays.song ?songs.song ?songs.year
        -> artist = songs.artist ?plays.song ?songs.song ?songs.year

        SELECT user_id, max(COLUMNS('^(seconds|price)$')) AS 'max_\1' FROM plays GROUP BY user_id
        -> user_id = plays.user_id
        -> max_seconds = ~plays.seconds ?plays.user_id
        -> max_price = ~plays.price ?plays.user_id

        SELECT year, coalesce(*COLUMNS(['artist', 'song'])) AS name, concat_ws('-', *COLUMNS(* EXCLUDE
          (year))) AS label FROM songs
        -> year = songs.year
        -> name = songs.artist songs.song
        -> label = ~songs.artist ~songs.song

        SELECT song, artist FROM songs WHERE COLUMNS(*) IS NOT NULL
        -> song = songs.song ?songs.artist ?songs.year
        -> artist = songs.artist ?songs.song ?songs.year

        SELECT list_transform(list_filter(tags, lambda t: t <> 'a'), lambda t, i: t || i) AS numbered,
          len(tags) AS n, tags[1] AS head, tags[seconds] AS pick FROM plays
        -> numbered = ~plays.tags
        -> n = ~plays.tags
        -> head = ~plays.tags
        -> pick = ~plays.seconds ~plays.tags

        SELECT d.model AS model, d.width * 2 AS twice, info.who AS who FROM (SELECT device AS d, {'who':
          user_id} AS info FROM plays WHERE device.width > 1)
        -> model = ~plays.device
        -> twice = ~plays.device
        -> who = ~plays.user_id ?plays.device

        SELECT user_id, unnest(string_split(song, '1')) AS part, unnest(tags) AS tag FROM plays
        -> user_id = plays.user_id ?plays.song ?plays.tags
        -> part = ~plays.song ?plays.tags
        -> tag = ~plays.tags ?plays.song

        SELECT [t || '-' || coalesce(u.country, '?') FOR t IN p.tags IF t <> 'b'] AS labels,
          list_sum([p.seconds, u.age]) AS total FROM plays p JOIN people u USING (user_id)
        -> labels = ~people.country ~plays.tags ?people.user_id ?plays.user_id
        -> total = ~people.age ~plays.seconds ?people.user_id ?plays.user_id

        SELECT song, (SELECT count(*) FROM unnest(p.tags) t(tag) WHERE t.tag > 'a') AS later, (SELECT
          string_agg(upper(t.tag), '+' ORDER BY t.tag) FROM unnest(p.tags) t(tag)) AS joined FROM plays p
        -> song = plays.song
        -> later = ?plays.tags
        -> joined = ~plays.tags

        SELECT u.user_id, EXISTS (SELECT 1 FROM plays p WHERE p.user_id = u.user_id AND p.seconds > 2) AS
          listens FROM people u
        -> user_id = people.user_id
        -> listens = ?people.user_id ?plays.seconds ?plays.user_id

        SELECT song, song = ANY (SELECT artist FROM songs WHERE year > 1) AS is_artist FROM plays WHERE
          seconds <> ALL (SELECT age FROM people WHERE country = '1')
        -> song = plays.song ?people.age ?people.country ?plays.seconds
        -> is_artist = ~plays.song ~songs.artist ?people.age ?people.country ?plays.seconds ?songs.year

        SELECT u.user_id, (SELECT arg_max(p.song, p.seconds) FROM plays p WHERE p.user_id = u.user_id) AS
          longest, (SELECT sum(p.seconds * u.age) FROM plays p WHERE p.user_id = u.user_id) AS weighted FROM
          people u
        -> user_id = people.user_id
        -> longest = plays.song ?people.user_id ?plays.seconds ?plays.user_id
        -> weighted = ~people.age ~plays.seconds ?people.user_id ?plays.user_id

        SELECT country, CASE WHEN avg(age) > (SELECT avg(age) FROM people) THEN 'older' ELSE 'younger' END AS
          bracket FROM people GROUP BY country HAVING count(*) >= (SELECT min(seconds) FROM plays)
        -> country = people.country ?plays.seconds
        -> bracket = ~people.age ?people.country ?plays.seconds

        SELECT song, artist FROM songs s ORDER BY (SELECT count(*) FROM plays p WHERE p.song = s.song) DESC,
          song LIMIT 3
        -> song = songs.song ?plays.song
        -> artist = songs.artist ?plays.song ?songs.song

        SELECT song, coalesce(p.n, 0) AS played, s.year FROM (SELECT song, count(*) AS n FROM plays GROUP BY
          song) p FULL JOIN songs s USING (song)
        -> song = plays.song songs.song
        -> played = ?plays.song ?songs.song
        -> year = songs.year ?plays.song ?songs.song

        SELECT song, artist, user_id FROM songs NATURAL LEFT JOIN (SELECT song, user_id FROM plays WHERE
          seconds > 1)
        -> song = songs.song ?plays.seconds ?plays.song
        -> artist = songs.artist ?plays.seconds ?plays.song ?songs.song
        -> user_id = plays.user_id ?plays.seconds ?plays.song ?songs.song

        SELECT a.song, b.song AS earlier FROM plays a ASOF LEFT JOIN songs b ON a.user_id = b.artist AND
          a.seconds > b.year
        -> song = plays.song ?plays.seconds ?plays.user_id ?songs.artist ?songs.year
        -> earlier = songs.song ?plays.seconds ?plays.user_id ?songs.artist ?songs.year

        SELECT a.song AS one, b.song AS two, count(DISTINCT a.user_id) AS listeners FROM plays a JOIN plays b
          ON a.user_id = b.user_id AND a.song < b.song GROUP BY a.song, b.song
        -> one = plays.song ?plays.user_id
        -> two = plays.song ?plays.user_id
        -> listeners = ~plays.user_id ?plays.song

        SELECT u.user_id, u.country FROM people u SEMI JOIN plays p ON p.user_id = u.user_id AND p.seconds > 1
          ANTI JOIN songs s ON s.artist = u.country
        -> user_id = people.user_id ?people.country ?plays.seconds ?plays.user_id ?songs.artist
        -> country = people.country ?people.user_id ?plays.seconds ?plays.user_id ?songs.artist

        SELECT coalesce(p.song, s.song) AS song, p.user_id, s.artist FROM plays p RIGHT JOIN songs s ON p.song
          = s.song AND p.price >= 1
        -> song = plays.song songs.song ?plays.price
        -> user_id = plays.user_id ?plays.price ?plays.song ?songs.song
        -> artist = songs.artist ?plays.price ?plays.song ?songs.song

        SELECT p.song, v.label, v.factor * p.seconds AS scaled FROM plays p JOIN (VALUES ('1', 'low', 2),
          ('2', 'high', 3)) v(song, label, factor) USING (song) WHERE v.factor > 1
        -> song = plays.song
        -> label = ?plays.song
        -> scaled = ~plays.seconds ?plays.song

        SELECT coalesce(v.label, u.country) AS place, count(*) AS n FROM people u LEFT JOIN (VALUES ('1',
          'north'), ('2', 'south')) v(code, label) ON v.code = u.country GROUP BY place
        -> place = people.country
        -> n = ?people.country

        SELECT country, age // 2 AS band, count(*) AS n, count(DISTINCT first_name) AS names FROM people GROUP
          BY ALL ORDER BY n DESC
        -> country = people.country ?people.age
        -> band = ~people.age ?people.country
        -> n = ?people.age ?people.country
        -> names = ~people.first_name ?people.age ?people.country

        SELECT user_id, date_trunc('hour', _event_time) AS heard_at, sum(price) AS spent, grouping(user_id) AS
          g FROM plays GROUP BY GROUPING SETS ((user_id, date_trunc('hour', _event_time)), (user_id), ())
        -> user_id = plays.user_id ?plays._event_time
        -> heard_at = ~plays._event_time ?plays.user_id
        -> spent = ~plays.price ?plays._event_time ?plays.user_id
        -> g = ?plays._event_time ?plays.user_id

        SELECT u.country, p.song, count(*) AS n FROM plays p JOIN people u USING (user_id) GROUP BY ROLLUP
          (u.country, p.song) HAVING count(*) > 1
        -> country = people.country ?people.user_id ?plays.song ?plays.user_id
        -> song = plays.song ?people.country ?people.user_id ?plays.user_id
        -> n = ?people.country ?people.user_id ?plays.song ?plays.user_id

        SELECT string_agg(DISTINCT song, ',' ORDER BY song) AS names, first(song ORDER BY _event_time DESC)
          FILTER (WHERE seconds > 1) AS latest, arg_min(device, _event_time) AS first_device, sum(price)
          FILTER (WHERE song IN ('1', '2')) AS spent FROM plays GROUP BY user_id
        -> names = ~plays.song ?plays.user_id
        -> latest = plays.song ?plays._event_time ?plays.seconds ?plays.user_id
        -> first_device = plays.device ?plays._event_time ?plays.user_id
        -> spent = ~plays.price ?plays.song ?plays.user_id

        SELECT DISTINCT ON (country) country, user_id, age + 1 AS next_age FROM people WHERE illness IS NOT
          NULL ORDER BY country, age DESC, user_id
        -> country = people.country ?people.age ?people.illness ?people.user_id
        -> user_id = people.user_id ?people.age ?people.country ?people.illness
        -> next_age = ~people.age ?people.country ?people.illness ?people.user_id

        SELECT CASE country WHEN '1' THEN first_name ELSE illness END AS hidden, nullif(age, 0) AS age,
          ifnull(country, user_id) AS place, greatest(age, 2) AS at_least FROM people
        -> hidden = people.first_name people.illness ~people.country
        -> age = people.age
        -> place = people.country people.user_id
        -> at_least = ~people.age

        SELECT date_trunc('week', _event_time)::DATE AS week, date_diff('day', TIMESTAMPTZ
          '2018-01-01 00:00:00+00', _event_time) AS days, time_bucket(INTERVAL 2 HOURS, _event_time) AS
          bucket, dayname(_event_time) AS weekday, to_timestamp(seconds) AS heard_at FROM plays WHERE
          date_part('hour', _event_time) < 4
        -> week = ~plays._event_time
        -> days = ~plays._event_time
        -> bucket = ~plays._event_time
        -> weekday = ~plays._event_time
        -> heard_at = ~plays.seconds ?plays._event_time

        SELECT coalesce(p.seconds, s.year) AS n, try_cast(p.song || '0' AS INTEGER) AS tens, try_cast(s.artist
          AS VARCHAR) AS artist FROM plays p LEFT JOIN songs s USING (song)
        -> n = plays.seconds ~songs.year ?plays.song ?songs.song
        -> tens = ~plays.song ?songs.song
        -> artist = songs.artist ?plays.song ?songs.song

        SELECT user_id, count(*) AS n, sum(price) AS spent FROM plays WHERE song <> '0' GROUP BY user_id ORDER
          BY spent DESC NULLS LAST, user_id LIMIT 2 OFFSET 1
        -> user_id = plays.user_id ?plays.price ?plays.song
        -> n = ?plays.price ?plays.song ?plays.user_id
        -> spent = ~plays.price ?plays.song ?plays.user_id

        FROM songs ORDER BY ALL DESC LIMIT 3
        -> song = songs.song ?songs.artist ?songs.year
        -> artist = songs.artist ?songs.song ?songs.year
        -> year = songs.year ?songs.artist ?songs.song
        """#
}
