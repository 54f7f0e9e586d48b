-- Somebody stated the contact's consent to be written to: the newest word stands.
--
-- KEYS[1] the contact's record     KEYS[2] the bucket of the contact's name
-- ARGV  1 name
--       2 out, in (by the contact) or put (by the business)
--       3 when, s
--       4 source
--       5 how long a record with a stated consent lives, s
--
-- Answers {'moved', name}, or {1 when it stands now}.
--- include names consent
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local word = ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4]
local stands = newer_consent(redis.call('HGET', KEYS[1], 'consent') or nil, word)
if stands ~= word then return {0} end
redis.call('HSET', KEYS[1], 'consent', word)
redis.call('EXPIRE', KEYS[1], ARGV[5])
return {1}
