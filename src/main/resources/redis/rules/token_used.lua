-- What stands for a person is used once, or once in 24 hours.
local used_at = contact.used and tonumber(string.match(contact.used, '^%d+'))
local is_free = not used_at or terms.is_daily and now >= used_at + DAY
--- look
if not is_free then
  why = grounds('used', {at = used_at, next = terms.is_daily and used_at + DAY or 0})
end
--- take
if is_free then
  held = held .. HELD_RIGHT
  redis.call('HSET', key.contact, 'used', string.format('%d %s', now, arg.reservation))
  redis.call('EXPIRE', key.contact, terms.right_life)
end
