extension LineageCases {
    /// Joins and subqueries.
    static let joins = #"""
        SELECT p.song, plays.seconds AS s FROM plays p, plays
        -> song = plays.song
        -> s = plays.seconds

        SELECT p.* EXCLUDE (_event_time, device), age FROM plays p JOIN people USING (user_id, first_name)
        -> user_id = plays.user_id ?people.first_name ?people.user_id ?plays.first_name
        -> song = plays.song ?people.first_name ?people.user_id ?plays.first_name ?plays.user_id
        -> seconds = plays.seconds ?people.first_name ?people.user_id ?plays.first_name ?plays.user_id
        -> price = plays.price ?people.first_name ?people.user_id ?plays.first_name ?plays.user_id
        -> tags = plays.tags ?people.first_name ?people.user_id ?plays.first_name ?plays.user_id
        -> first_name = plays.first_name ?people.first_name ?people.user_id ?plays.user_id
        -> age = people.age ?people.first_name ?people.user_id ?plays.first_name ?plays.user_id

        SELECT a.song FROM plays a JOIN people b ON a.user_id = b.user_id
        -> song = plays.song ?people.user_id ?plays.user_id

        SELECT a.song, b.age FROM plays a LEFT JOIN people b ON a.user_id = b.user_id AND b.age > 1
        -> song = plays.song ?people.age ?people.user_id ?plays.user_id
        -> age = people.age ?people.user_id ?plays.user_id

        SELECT a.song, b.age FROM plays a LEFT JOIN people b ON a.seconds + b.age > 3
        -> song = plays.song ?people.age ?plays.seconds
        -> age = people.age ?plays.seconds

        SELECT user_id, song, artist FROM plays NATURAL JOIN songs
        -> user_id = plays.user_id ?plays.song ?songs.song
        -> song = plays.song ?songs.song
        -> artist = songs.artist ?plays.song ?songs.song

        SELECT a.user_id AS one, b.user_id AS two FROM people a JOIN people b ON a.age = b.age
        -> one = people.user_id ?people.age
        -> two = people.user_id ?people.age

        SELECT song FROM plays SEMI JOIN people USING (user_id)
        -> song = plays.song ?people.user_id ?plays.user_id

        SELECT song FROM plays ANTI JOIN people ON plays.user_id = people.user_id
        -> song = plays.song ?people.user_id ?plays.user_id

        SELECT s.song, u.country FROM plays s ASOF JOIN people u ON s.user_id = u.user_id AND s.seconds >=
          u.age
        -> song = plays.song ?people.age ?people.user_id ?plays.seconds ?plays.user_id
        -> country = people.country ?people.age ?people.user_id ?plays.seconds ?plays.user_id

        SELECT song, artist FROM plays CROSS JOIN (SELECT artist FROM songs WHERE year > 1)
        -> song = plays.song ?songs.year
        -> artist = songs.artist ?songs.year

        SELECT song FROM plays WHERE user_id IN (SELECT user_id FROM people WHERE age > 2)
        -> song = plays.song ?people.age ?people.user_id ?plays.user_id

        SELECT song FROM plays p WHERE EXISTS (SELECT 1 FROM people u WHERE u.user_id = p.user_id AND u.age
          > 2)
        -> song = plays.song ?people.age ?people.user_id ?plays.user_id

        SELECT song FROM plays WHERE NOT EXISTS (FROM people WHERE age > 200)
        -> song = plays.song ?people.age

        SELECT song, user_id IN (SELECT user_id FROM people) AS known FROM plays
        -> song = plays.song
        -> known = ~people.user_id ~plays.user_id

        SELECT song, (SELECT max(age) FROM people) AS oldest FROM plays
        -> song = plays.song
        -> oldest = ~people.age

        SELECT song, (SELECT max(age) FROM people u WHERE u.user_id = p.user_id) AS age FROM plays p
        -> song = plays.song
        -> age = ~people.age ?people.user_id ?plays.user_id

        SELECT song, (SELECT count(*) FROM people u WHERE u.age > p.seconds AND EXISTS (SELECT 1 FROM songs
          s WHERE s.song = p.song AND s.year > u.age)) AS n FROM plays p
        -> song = plays.song
        -> n = ?people.age ?plays.seconds ?plays.song ?songs.song ?songs.year

        SELECT song, seconds > ALL (SELECT age FROM people) AS beyond FROM plays
        -> song = plays.song
        -> beyond = ~people.age ~plays.seconds

        SELECT s.song, t.age FROM plays s, LATERAL (SELECT age FROM people u WHERE u.user_id = s.user_id)
          t
        -> song = plays.song ?people.user_id ?plays.user_id
        -> age = people.age ?people.user_id ?plays.user_id

        SELECT s.song, r.n FROM plays s, LATERAL generate_series(1, s.seconds) r(n)
        -> song = plays.song ?plays.seconds
        -> n = ~plays.seconds

        SELECT song FROM (SELECT song, seconds FROM plays ORDER BY seconds DESC LIMIT 2)
        -> song = plays.song ?plays.seconds

        SELECT t.x FROM (SELECT song, seconds FROM plays) t(x, y) WHERE t.y > 1
        -> x = plays.song ?plays.seconds

        SELECT p.first_name, u.illness FROM plays p JOIN people u ON p.first_name = u.first_name
        -> first_name = plays.first_name ?people.first_name
        -> illness = people.illness ?people.first_name ?plays.first_name

        SELECT a.song FROM plays a, plays b WHERE a.seconds < b.seconds AND b.song = '1'
        -> song = plays.song ?plays.seconds

        SELECT user_id, song, age FROM plays FULL JOIN people USING (user_id)
        -> user_id = people.user_id plays.user_id
        -> song = plays.song ?people.user_id ?plays.user_id
        -> age = people.age ?people.user_id ?plays.user_id

        SELECT user_id, age FROM plays RIGHT JOIN people USING (user_id)
        -> user_id = people.user_id ?plays.user_id
        -> age = people.age ?people.user_id ?plays.user_id

        SELECT song, (SELECT country FROM people u WHERE u.user_id = p.user_id ORDER BY age LIMIT 1) AS country
          FROM plays p
        -> song = plays.song
        -> country = people.country ?people.age ?people.user_id ?plays.user_id

        SELECT song, (SELECT max(age) FROM people WHERE country = '1') AS oldest FROM plays
        -> song = plays.song
        -> oldest = ~people.age ?people.country

        SELECT song, ARRAY(SELECT age FROM people ORDER BY age) AS ages FROM plays
        -> song = plays.song
        -> ages = ~people.age

        SELECT song FROM plays p WHERE seconds = (SELECT max(q.seconds) FROM plays q WHERE q.user_id = p.user_id)
        -> song = plays.song ?plays.seconds ?plays.user_id

        SELECT song FROM plays p WHERE seconds > (SELECT avg(age) FROM people)
        -> song = plays.song ?people.age ?plays.seconds

        SELECT count(*) AS n FROM (SELECT DISTINCT user_id FROM plays)
        -> n = ?plays.user_id

        SELECT song FROM plays WHERE (user_id, song) IN (SELECT user_id, country FROM people)
        -> song = plays.song ?people.country ?people.user_id ?plays.user_id

        SELECT x.a FROM (SELECT unnest(tags) AS a, seconds FROM plays) x WHERE x.seconds > 1
        -> a = ~plays.tags ?plays.seconds

        SELECT s.song, (SELECT sum(t.age) FROM people t WHERE t.age < (SELECT max(q.seconds) FROM plays q
          WHERE q.user_id = t.user_id AND q.song = s.song)) AS x FROM plays s
        -> song = plays.song
        -> x = ~people.age ?people.user_id ?plays.seconds ?plays.song ?plays.user_id

        SELECT song FROM plays ORDER BY song LIMIT (SELECT max(age) FROM people)
        -> song = plays.song ?people.age

        SELECT p.song FROM plays p JOIN (people u JOIN songs s ON u.country = s.artist) ON p.user_id = u.user_id
          AND p.song = s.song
        -> song = plays.song ?people.country ?people.user_id ?plays.user_id ?songs.artist ?songs.song
        """#
}
