-- More outfits than a page can hold.

-- name: stock_up
-- Each sample outfit another three times, with its picture and its items.
WITH copies AS (
    SELECT outfit_id AS original, nextval('outfits_outfit_id_seq') AS copy
    FROM outfits, generate_series(1, 3)),
     outfits_ AS (
    INSERT INTO outfits (outfit_id, gender, season, style, description, created_at)
    SELECT copy, gender, season, style, description, created_at
    FROM copies JOIN outfits ON outfit_id = original RETURNING outfit_id),
     images AS (
    INSERT INTO outfit_images (outfit_id, position, is_main, image_key)
    SELECT copy, position, is_main, image_key FROM copies
    JOIN outfit_images ON outfit_id = original)
INSERT INTO outfit_items (outfit_id, position, item_id)
SELECT copy, position, item_id FROM copies JOIN outfit_items ON outfit_id = original
