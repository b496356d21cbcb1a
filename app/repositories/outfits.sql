-- Outfits and those who look at them. Columns stand in the order of their tuples in app/domain.

-- name: user_of_token
-- Whom a bearer token names.
SELECT user_id, name, gender, styles FROM outfit_users WHERE token_sha256 = $1;

-- name: sample_user
-- Who looks where no keys are set.
SELECT user_id, name, gender, styles FROM outfit_users WHERE is_sample;

-- name: get_user
-- For the worker, which knows the id only.
SELECT user_id, name, gender, styles FROM outfit_users WHERE user_id = $1;

-- name: rank_outfits
-- How many outfits suit a user, and a page of their ids: what is in season first, then preferred
-- styles, then favourites; newer ones before older ones.
WITH suitable AS (
    SELECT o.outfit_id, o.created_at,
           $6 * (o.season IN ($3, 'all'))::integer + $7 * (o.style = ANY($4::text[]))::integer
               + $8 * (f.outfit_id IS NOT NULL)::integer AS points
    FROM outfits o
    LEFT JOIN favourite_outfits f ON f.outfit_id = o.outfit_id AND f.user_id = $1
    WHERE $2::text IS NULL OR o.gender IN ($2, 'unisex')
)
SELECT (SELECT count(*) FROM suitable) AS total,
       ARRAY(SELECT outfit_id FROM suitable ORDER BY points DESC, created_at DESC, outfit_id DESC
             OFFSET $5 LIMIT $9) AS ids;

-- name: outfits
-- With their main picture, the first when none is main, and the user's mark.
SELECT o.outfit_id, o.gender, o.season, o.style, o.description, o.created_at,
       i.image_key, i.image_url, f.user_id IS NOT NULL AS is_favorited
FROM outfits o
LEFT JOIN LATERAL (SELECT image_key, image_url FROM outfit_images
                   WHERE outfit_id = o.outfit_id ORDER BY is_main DESC, position LIMIT 1) i ON true
LEFT JOIN favourite_outfits f ON f.outfit_id = o.outfit_id AND f.user_id = $2
WHERE o.outfit_id = ANY($1::bigint[]);

-- name: outfit_items
-- The pieces of these outfits in their order, with the user's marks.
SELECT p.outfit_id, i.item_id, i.category, i.brand, i.name, i.price, i.image_key, i.image_url,
       i.purchase_url, s.user_id IS NOT NULL AS is_saved
FROM outfit_items p
JOIN items i ON i.item_id = p.item_id
LEFT JOIN saved_items s ON s.item_id = i.item_id AND s.user_id = $2
WHERE p.outfit_id = ANY($1::bigint[])
ORDER BY p.outfit_id, p.position;
