-- How the messages fare, over all workers.

-- name: count_outcomes
-- Rides in the transaction that finishes a task; in order, so that no two wait for each other.
INSERT INTO recommendation_outcomes AS known (what, outcome, count, seconds)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::double precision[]) ORDER BY 1, 2
ON CONFLICT (what, outcome) DO UPDATE
SET count = known.count + EXCLUDED.count, seconds = known.seconds + EXCLUDED.seconds;

-- name: outcomes
-- All of them: one row per kind and outcome.
SELECT what, outcome, count, seconds FROM recommendation_outcomes ORDER BY what, outcome;
