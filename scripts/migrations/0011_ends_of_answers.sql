-- How an answer ended: 'length' when it reached its limit of tokens.
ALTER TABLE chat_messages ADD COLUMN IF NOT EXISTS finish_reason text;
