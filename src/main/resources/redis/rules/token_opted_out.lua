-- Whoever stopped marketing gets none by token: the token's record names the person's, beside it.
--- look
if contact.person then
  local person = string.sub(key.contact, 1, -#arg.name - 1) .. contact.person
  local stated, stated_at = string.match(redis.call('HGET', person, 'consent') or '', '^(%a+) (%d+)')
  if stated == 'out' then why = grounds('stopped', {at = tonumber(stated_at)}) end
end
