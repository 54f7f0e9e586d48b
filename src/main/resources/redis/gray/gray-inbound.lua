-- The contact wrote or called on a provider's channel: their newest message counts.
--
-- key.contact       the contact's record
-- arg.at            the provider's time of it, ms
--
-- Answers nothing.
local at = tonumber(arg.at)
local before = tonumber(redis.call('HGET', key.contact, 'inms')) or 0
if at > before then
  redis.call('HSET', key.contact, 'in', string.format('%d', math.floor(at / 1000)), 'inms', arg.at)
end
redis.call('EXPIRE', key.contact, GRAY_LIFE)
return ''
