-- Somebody stated the contact's consent to be written to: the newest word stands.
--
-- key.contact  the contact's record
-- key.names    the bucket of the contact's name
-- arg.name
-- arg.word     out, in (by the contact) or put (by the business)
-- arg.at       when, s
-- arg.source
--
-- Answers {'moved', name}, or {1 when it stands now}.
--- include moved consent
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local stated = arg.word .. ' ' .. arg.at .. ' ' .. arg.source
local stands = newer_consent(redis.call('HGET', key.contact, 'consent') or nil, stated)
if stands ~= stated then return {0} end
redis.call('HSET', key.contact, 'consent', stated)
redis.call('EXPIRE', key.contact, CONSENT_LIFE)
return {1}
