-- Forgets a contact under all names, but for the word that marketing is to stop.
--
-- key.contact     the contact's record
-- key.names       the bucket of the contact's name
-- key.waiting     the number's list of who waits
-- key.pair_rate   when the contact's pair rate is whole again
-- key.windows     the number's open windows, by quarter of an hour
-- each_key.names  the bucket of each alias
-- arg.name
-- arg.others      its aliases, as they stand in its record
--
-- Answers {'moved', name}; {'others', names} when the aliases are these; else {'forgotten'}.
--- include hash lists moved windows
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record = load(key.contact)
if (record.names or '') ~= arg.others then return {'others', record.names or ''} end
for i, one in ipairs(split(record.names)) do redis.call('HDEL', each_key.names, one) end
redis.call('HDEL', key.names, arg.name)
redis.call('DEL', key.contact, key.pair_rate)
redis.call('ZREM', key.waiting, arg.name)
uncount_window(key.windows, quarter(record))
if string.find(record.consent or '', '^out ') then
  redis.call('HSET', key.contact, 'consent', record.consent)
  redis.call('EXPIRE', key.contact, CONSENT_LIFE)
end
-- What is parked is not searched, and leaves when somebody writes.
if record.park then
  redis.call('HSET', key.contact, 'park', record.park)
  redis.call('EXPIRE', key.contact, record.consent and CONSENT_LIFE or DEFERRED_LIFE)
end
return {'forgotten'}
