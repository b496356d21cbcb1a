-- Pictures, each kept once under the hash of its content, for as long as something shows it.

-- name: see_picture
-- Before the file is written, so that every file has a row by which it can be found again. Waits
-- for a deletion of the same picture that is under way.
INSERT INTO pictures AS p (sha256, key) VALUES ($1, $2)
ON CONFLICT (sha256) DO UPDATE SET seen_at = now()
RETURNING p.url, p.stored_at IS NOT NULL AS stored;

-- name: picture_stored
-- The file is there.
UPDATE pictures SET stored_at = now(), url = $2 WHERE sha256 = $1;

-- name: doubt_old_pictures
-- Pictures that nothing shows and no run wanted for so long: committed before their files go, so that
-- whoever wants one meanwhile writes it again, whatever becomes of the deletion.
UPDATE pictures SET stored_at = NULL WHERE sha256 IN (
    SELECT p.sha256 FROM pictures p
    WHERE p.seen_at < now() - $1 * interval '1 day'
      AND NOT EXISTS (SELECT 1 FROM script_pictures s WHERE s.sha256 = p.sha256)
    ORDER BY p.sha256 LIMIT $2 FOR UPDATE SKIP LOCKED)
RETURNING sha256;

-- name: lock_doubted_pictures
-- Those that nobody wanted since; deleted in the same transaction.
SELECT p.sha256, p.key FROM pictures p
WHERE p.sha256 = ANY($2::text[]) AND p.stored_at IS NULL
  AND p.seen_at < now() - $1 * interval '1 day'
  AND NOT EXISTS (SELECT 1 FROM script_pictures s WHERE s.sha256 = p.sha256)
ORDER BY p.sha256 FOR UPDATE SKIP LOCKED;

-- name: delete_pictures
-- After their files.
DELETE FROM pictures WHERE sha256 = ANY($1::text[]);

-- name: forget_old_scripts
-- What scripts show goes with the files' age, or with their task.
DELETE FROM script_pictures WHERE (task_id, sha256) IN (
    SELECT s.task_id, s.sha256 FROM script_pictures s LEFT JOIN tasks t ON t.id = s.task_id
    WHERE t.id IS NULL OR t.finished_at < now() - $1 * interval '1 day'
    LIMIT $2);
