SELECT
  `t2`.`period`,
  `t2`.`a`,
  `t2`.`b`,
  CAST(COALESCE(`t2`.`quad3`, 0) AS FLOAT64) + CAST(COALESCE(`t2`.`quad4`, 0) AS FLOAT64) AS `conflict`,
  CAST(COALESCE(`t2`.`quad1`, 0) AS FLOAT64) + CAST(COALESCE(`t2`.`quad2`, 0) AS FLOAT64) AS `cooperation`,
  CAST(COALESCE(`t2`.`quad1`, 0) AS FLOAT64) AS `verbal_cooperation`,
  CAST(COALESCE(`t2`.`quad2`, 0) AS FLOAT64) AS `material_cooperation`,
  CAST(COALESCE(`t2`.`quad3`, 0) AS FLOAT64) AS `verbal_conflict`,
  CAST(COALESCE(`t2`.`quad4`, 0) AS FLOAT64) AS `material_conflict`,
  IF(`t2`.`weighed` > 0, `t2`.`negative_goldstein`, NULL) AS `negative_goldstein`,
  IF(`t2`.`told` > 0, CAST(`t2`.`reports` AS FLOAT64), NULL) AS `reports`
FROM (
  SELECT
    `t1`.`period`,
    `t1`.`a`,
    `t1`.`b`,
    SUM(CAST(`t1`.`quad` = 1 AS INT64)) AS `quad1`,
    SUM(CAST(`t1`.`quad` = 2 AS INT64)) AS `quad2`,
    SUM(CAST(`t1`.`quad` = 3 AS INT64)) AS `quad3`,
    SUM(CAST(`t1`.`quad` = 4 AS INT64)) AS `quad4`,
    SUM(IF(`t1`.`goldstein` < 0, -(
      `t1`.`goldstein`
    ), 0.0)) AS `negative_goldstein`,
    SUM(`t1`.`reports`) AS `reports`,
    COUNT(`t1`.`goldstein`) AS `weighed`,
    COUNT(`t1`.`reports`) AS `told`
  FROM (
    SELECT
      DATE_TRUNC(PARSE_DATE('%Y%m%d', CAST(`t0`.`SQLDATE` AS STRING)), MONTH) AS `period`,
      `t0`.`Actor1CountryCode` AS `a`,
      `t0`.`Actor2CountryCode` AS `b`,
      `t0`.`QuadClass` AS `quad`,
      `t0`.`GoldsteinScale` AS `goldstein`,
      `t0`.`NumArticles` AS `reports`
    FROM `gdelt-bq`.`gdeltv2`.`events_partitioned` AS `t0`
    WHERE
      `t0`.`_PARTITIONTIME` >= TIMESTAMP('2015-02-18T00:00:00+00:00')
      AND `t0`.`_PARTITIONTIME` < TIMESTAMP('2021-10-05T00:00:00+00:00')
      AND `t0`.`SQLDATE` < 20211001
      AND `t0`.`Actor1CountryCode` IS NOT NULL
      AND `t0`.`Actor2CountryCode` IS NOT NULL
      AND `t0`.`Actor1CountryCode` <> `t0`.`Actor2CountryCode`
      AND `t0`.`Actor1CountryCode` IN ('AZE', 'IRN', 'ISR')
      AND `t0`.`Actor2CountryCode` IN ('AZE', 'IRN', 'ISR')
  ) AS `t1`
  GROUP BY
    1,
    2,
    3
) AS `t2`
ORDER BY
  `t2`.`period` ASC NULLS LAST,
  `t2`.`a` ASC NULLS LAST,
  `t2`.`b` ASC NULLS LAST
