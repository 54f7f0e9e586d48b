-- A contact left a name, and now somebody else writes under it: the name is theirs.
--
-- KEYS[1] the bucket of the name     KEYS[2] the record of the contact who left it
-- ARGV  1 the name                   2 the name that record is kept under
--       3 how long an alias lives, s
--
-- Answers 1 when the name was the contact's until now.
--- include hash lists names
local to, left = root(KEYS[1], ARGV[1])
if to ~= ARGV[2] or not left then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ' ' .. left)
redis.call('EXPIRE', KEYS[1], ARGV[3])
local others = {}
for _, one in ipairs(split(redis.call('HGET', KEYS[2], 'names'))) do
  if one ~= ARGV[1] then others[#others + 1] = one end
end
set(KEYS[2], 'names', table.concat(others, ','))
return 1
