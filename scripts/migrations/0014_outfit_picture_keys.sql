-- The gateway serves pictures of our own store by their last name alone: keys outside would be dead
-- links. Only for rows to come, so that no earlier one stops the start.
ALTER TABLE outfit_images DROP CONSTRAINT IF EXISTS outfit_images_key_served;
ALTER TABLE outfit_images ADD CONSTRAINT outfit_images_key_served
    CHECK (image_key ~ '^images/outfits/[A-Za-z0-9_-]{1,96}\.jpg$') NOT VALID;

ALTER TABLE items DROP CONSTRAINT IF EXISTS items_key_served;
ALTER TABLE items ADD CONSTRAINT items_key_served
    CHECK (image_key ~ '^images/outfits/[A-Za-z0-9_-]{1,96}\.jpg$') NOT VALID;
