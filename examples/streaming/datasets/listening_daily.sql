SELECT user_id,
       count(*) AS songs,
       sum(played_s) AS seconds,
       max(level) AS level
FROM song_played
GROUP BY user_id
