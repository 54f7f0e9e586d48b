-- A provider took a send: its place among those without an answer is named after its message.
--
-- key.contact       the contact's record
-- arg.reservation   its id
-- arg.mark          the message's
--
-- Answers nothing.
local sent, kept = redis.call('HGET', key.contact, 'sent'), {}
for sent_at, id in string.gmatch(sent or '', '(%d+):([^,]+)') do
  kept[#kept + 1] = sent_at .. ':' .. (id == arg.reservation and arg.mark or id)
end
if #kept > 0 then redis.call('HSET', key.contact, 'sent', table.concat(kept, ',')) end
return ''
