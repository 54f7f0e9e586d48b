-- A comment or post is replied to in private once.
--- look
if contact.used then why = grounds('used', {at = tonumber(string.match(contact.used, '^%d+'))}) end
--- take
-- Where that is only observed, the first reply stays the one that is known.
if not contact.used then
  held = held .. HELD_RIGHT
  redis.call('HSET', key.contact, 'used', string.format('%d %s', now, arg.reservation))
  redis.call('EXPIRE', key.contact, terms.right_life)
end
