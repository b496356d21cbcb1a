-- How the messages fare, over all workers.

-- name: count_outcomes
-- Rides in the transaction that keeps a message; in order, so that no two wait for each other.
INSERT INTO recommendation_outcomes AS known (what, outcome, count, seconds)
SELECT what, outcome, 1, seconds
FROM unnest($1::text[], $2::text[], $3::double precision[]) AS t (what, outcome, seconds)
ORDER BY 1, 2
ON CONFLICT (what, outcome) DO UPDATE
SET count = known.count + EXCLUDED.count, seconds = known.seconds + EXCLUDED.seconds;

-- name: outcomes
-- All of them: one row per kind and outcome.
SELECT what, outcome, count, seconds FROM recommendation_outcomes ORDER BY what, outcome;
