-- A contact left a name, and now somebody else writes under it: the name is theirs.
--
-- key.names    the bucket of the name
-- key.contact  the record of the contact who left it
-- arg.name
-- arg.left_for the name that record is kept under
--
-- Answers 1 when the name was the contact's until now.
--- include hash lists names
local to, left = root(key.names, arg.name)
if to ~= arg.left_for or not left then return 0 end
redis.call('HSET', key.names, arg.name, ' ' .. left)
redis.call('EXPIRE', key.names, CONSENT_LIFE)
local others = {}
for _, one in ipairs(split(redis.call('HGET', key.contact, 'names'))) do
  if one ~= arg.name then others[#others + 1] = one end
end
set(key.contact, 'names', table.concat(others, ','))
return 1
