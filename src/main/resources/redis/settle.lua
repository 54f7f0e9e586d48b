-- A reserved marketing send has an outcome. Accepted: its entry is named after the message, or goes
-- when that message was reported failed before this. Did not happen: its slot is given back.
--
-- KEYS[1] the contact's record
-- ARGV  1 reservation id
--       2 the accepted message's mark, or nothing
--
-- Answers 1 when the reservation was there. The record's lifetime stays as admission set it.
local record = redis.call('HMGET', KEYS[1], 'sent', 'early')
local mark, early = ARGV[2], ',' .. (record[2] or '') .. ','
local failed = mark ~= '' and string.find(early, ',' .. mark .. ',', 1, true)

local found, kept = 0, {}
for at, id in string.gmatch(record[1] or '', '(%d+):([^,]+)') do
  if id ~= ARGV[1] then
    kept[#kept + 1] = at .. ':' .. id
  else
    found = 1
    if mark ~= '' and not failed then kept[#kept + 1] = at .. ':' .. mark end
  end
end
if found == 0 then return 0 end
if #kept == 0 then
  redis.call('HDEL', KEYS[1], 'sent')
else
  redis.call('HSET', KEYS[1], 'sent', table.concat(kept, ','))
end
if failed then redis.call('HDEL', KEYS[1], 'early') end
return 1
