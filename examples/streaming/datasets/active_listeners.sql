SELECT level,
       count(DISTINCT user_id) AS listeners,
       CAST(sum(songs) AS BIGINT) AS songs
FROM listening_daily
GROUP BY level
