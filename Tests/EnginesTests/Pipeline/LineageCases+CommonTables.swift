extension LineageCases {
    /// WITH, and the operations on sets.
    static let commonTables = #"""
        WITH a AS (SELECT user_id, seconds FROM plays WHERE song = '1'), b AS (SELECT * FROM a) SELECT user_id,
          sum(seconds) AS s FROM b GROUP BY user_id
        -> user_id = plays.user_id ?plays.song
        -> s = ~plays.seconds ?plays.song ?plays.user_id

        WITH plays AS (SELECT song AS title FROM plays) SELECT title FROM plays
        -> title = plays.song

        WITH a AS (SELECT song, year FROM songs) SELECT x.song, y.year FROM a x JOIN a y ON x.year = y.year
        -> song = songs.song ?songs.year
        -> year = songs.year

        WITH a(x, y) AS (SELECT song, year FROM songs) SELECT y, x FROM a
        -> y = songs.year
        -> x = songs.song

        WITH a AS (WITH b AS (SELECT age AS k FROM people) SELECT k + 1 AS k FROM b) SELECT k FROM a
        -> k = ~people.age

        WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t
        -> n =

        WITH RECURSIVE t(a, b, n) AS (SELECT song, artist, 1 FROM songs UNION ALL SELECT b, a, n + 1 FROM
          t WHERE n < 3) SELECT a, b FROM t
        -> a = songs.artist songs.song
        -> b = songs.artist songs.song

        WITH RECURSIVE t(song, n) AS (SELECT song, 0 FROM songs UNION SELECT p.song, t.n + 1 FROM t JOIN
          plays p ON p.seconds = t.n WHERE t.n < 4) SELECT song, n FROM t
        -> song = plays.song songs.song ?plays.seconds
        -> n = ?plays.seconds ?plays.song ?songs.song

        SELECT song FROM plays UNION ALL SELECT country FROM people
        -> song = people.country plays.song

        SELECT song FROM plays UNION SELECT artist FROM songs
        -> song = plays.song songs.artist

        SELECT song, seconds FROM plays UNION ALL BY NAME SELECT artist AS song, year AS seconds, year AS
          extra FROM songs
        -> song = plays.song songs.artist
        -> seconds = plays.seconds ~songs.year
        -> extra = songs.year

        SELECT song FROM plays EXCEPT SELECT artist FROM songs
        -> song = plays.song ?songs.artist

        SELECT song FROM plays INTERSECT ALL SELECT song FROM songs
        -> song = plays.song ?songs.song

        SELECT song FROM plays UNION ALL SELECT artist FROM songs UNION ALL SELECT country FROM people
        -> song = people.country plays.song songs.artist

        SELECT first_name FROM plays UNION ALL SELECT first_name FROM people
        -> first_name = people.first_name plays.first_name

        SELECT sum(x.s) AS s FROM (SELECT seconds AS s, user_id FROM plays UNION ALL SELECT age, user_id
          FROM people) x JOIN people USING (user_id) WHERE country = '1'
        -> s = ~people.age ~plays.seconds ?people.country ?people.user_id ?plays.user_id

        WITH a AS MATERIALIZED (SELECT * FROM songs), b AS NOT MATERIALIZED (SELECT song FROM a WHERE year
          > 1) SELECT a.artist FROM a WHERE a.song IN (FROM b)
        -> artist = songs.artist ?songs.song ?songs.year

        (SELECT song FROM songs ORDER BY year LIMIT 1) UNION ALL (SELECT song FROM plays ORDER BY seconds
          LIMIT 1)
        -> song = plays.song songs.song ?plays.seconds ?songs.year

        SELECT user_id FROM (SELECT user_id FROM plays UNION SELECT user_id FROM people) WHERE user_id IS
          NOT NULL
        -> user_id = people.user_id plays.user_id
        """#
}
