-- Since when a contact waits for an answer, and whether it has been told that this is too long.
--
-- key.contact  the contact's record
-- key.names    the bucket of the contact's name
-- arg.name
-- arg.told     the wait since then has been told, s; 0 only looks
--
-- Answers {'moved', name}, or
-- answer.since   of the first message that is not answered, s; 0 without one
-- answer.told    the newest wait that was told of, s; 0 without one
-- answer.is_new  1 when this call noted it: only one of many does
--- include hash moved
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local wait, late = unpack(redis.call('HMGET', key.contact, 'wait', 'late'))
local told, is_new = number(late), 0
if tonumber(arg.told) > told and redis.call('EXISTS', key.contact) == 1 then
  -- The record lives as long as it would have.
  redis.call('HSET', key.contact, 'late', arg.told)
  told, is_new = tonumber(arg.told), 1
end
return answer({since = number(string.match(wait or '', '^%d+')), told = told, is_new = is_new})
