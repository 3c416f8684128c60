SELECT artist, count(*) AS plays, count(DISTINCT user_id) AS listeners
FROM song_played
WHERE level = $level
GROUP BY artist
ORDER BY plays DESC, artist
LIMIT $most
