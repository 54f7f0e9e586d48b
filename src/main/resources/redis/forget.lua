-- Forgets a contact under all names, but for the word that marketing is to stop.
--
-- KEYS[1] the contact's record     KEYS[2] the bucket of the contact's name
-- KEYS[3] the number's list of who waits
-- KEYS[4] when the contact's pair rate is whole again
-- KEYS[5] the number's open windows, by quarter of an hour
-- KEYS[6], ... the buckets of the contact's aliases
-- ARGV  1 name                     2 its aliases, as they stand in its record
--       3 how long a record with a stated consent lives, s
--
-- Answers {'moved', name}; {'others', names} when the aliases are these; else {'forgotten'}.
--- include hash lists names windows
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record = load(KEYS[1])
if (record.names or '') ~= ARGV[2] then return {'others', record.names or ''} end
for i, one in ipairs(split(record.names)) do redis.call('HDEL', KEYS[5 + i], one) end
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('DEL', KEYS[1], KEYS[4])
redis.call('ZREM', KEYS[3], ARGV[1])
uncount_window(KEYS[5], quarter(record))
if string.find(record.consent or '', '^out ') then
  redis.call('HSET', KEYS[1], 'consent', record.consent)
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
return {'forgotten'}
