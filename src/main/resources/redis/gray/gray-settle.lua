-- A send on a provider's channel ended. Taken, its place among those without an answer is named
-- after its message; else the place is given back.
--
-- key.contact       the contact's record
-- arg.reservation   its id
-- arg.mark?         the message's, if it was taken
--
-- Answers nothing.
local sent, kept = redis.call('HGET', key.contact, 'sent'), {}
for sent_at, id in string.gmatch(sent or '', '(%d+):([^,]+)') do
  if id ~= arg.reservation then
    kept[#kept + 1] = sent_at .. ':' .. id
  elseif arg.mark ~= '' then
    kept[#kept + 1] = sent_at .. ':' .. arg.mark
  end
end
if #kept > 0 then
  redis.call('HSET', key.contact, 'sent', table.concat(kept, ','))
elseif sent then
  redis.call('HDEL', key.contact, 'sent')
end
return ''
