-- The workers' signs of life, as the gateway reads them.

-- name: seen_workers
-- Those seen lately.
SELECT id, queues, running, probes, stats FROM workers
WHERE seen_at > now() - $1 * interval '1 second';
