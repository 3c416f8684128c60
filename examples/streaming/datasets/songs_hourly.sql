SELECT song, artist,
       count(*) AS plays,
       count(*) FILTER (ended_by = 'finished') AS finished,
       sum(played_s) AS seconds
FROM song_played
GROUP BY song, artist
