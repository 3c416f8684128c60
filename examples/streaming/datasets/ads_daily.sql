SELECT campaign,
       count(*) AS shown,
       count(*) FILTER (skipped) AS skipped,
       sum(revenue) AS revenue
FROM ad_shown
GROUP BY campaign
