SELECT user_id,
       count(*) AS days,
       CAST(sum(songs) AS BIGINT) AS songs,
       sum(seconds) AS seconds
FROM listening_daily
GROUP BY user_id
