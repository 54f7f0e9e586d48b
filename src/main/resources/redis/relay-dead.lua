-- Lists a target's dead letters, the oldest first, without their bytes.
--
-- KEYS[1] the stream of dead letters
-- ARGV  1 after which entry, or '' for the first    2 how many
--
-- Answers of each entry: itself, event id, what was tried.
local letters = {}
local from = ARGV[1] == '' and '-' or '(' .. ARGV[1]
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', ARGV[2])) do
  local all = {}
  for i = 1, #entry[2], 2 do all[entry[2][i]] = entry[2][i + 1] end
  letters[#letters + 1] = {entry[1], all.id, all.tried}
end
return letters
