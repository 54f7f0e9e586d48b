-- Of a contact's openers only one a day is sent: takes that one, looks whether it could be, or gives it
-- back.
--
-- key.contact       the contact's record
-- key.names         the bucket of the contact's name
-- arg.name
-- arg.clock_offset  ms
-- arg.what          take, look or give_back
-- arg.taken_at?     of give_back, s
--
-- Answers {'moved', name}; {the time when it is taken by this, or would be, s, or 0}.
--- include clock hash moved
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local last = redis.call('HGET', key.contact, 'opener')
if arg.what == 'give_back' then
  if last == arg.taken_at then redis.call('HDEL', key.contact, 'opener') end
  return {0}
end
local now = clock()
if last and now < tonumber(last) + DAY then return {0} end
if arg.what == 'look' then return {now} end
redis.call('HSET', key.contact, 'opener', now)
if redis.call('TTL', key.contact) < DAY then redis.call('EXPIRE', key.contact, DAY) end
return {now}
