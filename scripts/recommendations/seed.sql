-- The sample data of recommendations.

-- name: count_samples
-- Whether they are there already: their pictures lie under names of their own.
SELECT count(*) FROM outfit_images WHERE image_key LIKE 'images/outfits/sample-%';

-- name: insert_item
-- One piece of clothing.
INSERT INTO items (category, brand, name, price, image_key, purchase_url)
VALUES ($1, $2, $3, $4, $5, $6) RETURNING item_id;

-- name: insert_outfit
-- So many days old.
INSERT INTO outfits (gender, season, style, description, created_at)
VALUES ($1, $2, $3, $4, now() - $5 * interval '1 day') RETURNING outfit_id;

-- name: insert_image
-- The outfit's main picture.
INSERT INTO outfit_images (outfit_id, position, is_main, image_key) VALUES ($1, 1, true, $2);

-- name: insert_pieces
-- What the outfit is made of, in this order.
INSERT INTO outfit_items (outfit_id, position, item_id)
SELECT $1, position, item_id FROM unnest($2::bigint[]) WITH ORDINALITY AS p (item_id, position);

-- name: insert_favourites
-- The sample user likes these outfits, and has saved their first pieces.
WITH sample AS (SELECT user_id FROM outfit_users WHERE is_sample),
     saved AS (INSERT INTO saved_items (user_id, item_id)
               SELECT DISTINCT s.user_id, p.item_id FROM sample s, outfit_items p
               WHERE p.outfit_id = ANY($1::bigint[]) AND p.position = 1)
INSERT INTO favourite_outfits (user_id, outfit_id)
SELECT s.user_id, o FROM sample s, unnest($1::bigint[]) AS o;

-- name: name_sample_user
-- The token that names the sample user where API keys are set.
UPDATE outfit_users SET token_sha256 = sha256(convert_to($1, 'UTF8')) WHERE is_sample;
