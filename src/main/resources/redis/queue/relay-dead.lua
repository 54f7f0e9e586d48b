-- Lists a target's dead letters, the oldest first, without their bytes.
--
-- key.dead      the stream of dead letters
-- arg.after     which entry, or nothing for the first
-- arg.most
--
-- Answers of each entry
-- answer.place  the entry
-- answer.id     of the event
-- answer.tried
--- include entries
local letters = {}
local from = arg.after == '' and '-' or '(' .. arg.after
for _, entry in ipairs(redis.call('XRANGE', key.dead, from, '+', 'COUNT', arg.most)) do
  local letter = fields(entry)
  letters[#letters + 1] = answer({place = entry[1], id = letter.id, tried = letter.tried})
end
return letters
