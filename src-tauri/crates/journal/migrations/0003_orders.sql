
-- The earliest moment at which somebody may have sent under this key: for the
-- order of a file, when it was drafted. NULL: nobody before the first attempt.
ALTER TABLE intents ADD COLUMN key_used_since INTEGER;
CREATE TRIGGER intents_keep_their_beginning
BEFORE UPDATE OF key_used_since ON intents
BEGIN SELECT RAISE(ABORT, 'an intent never changes'); END;
