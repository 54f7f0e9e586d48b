-- A message of the contact on a provider's channel was not delivered: what its send counted is given
-- back, and the window is closed if that is why.
--
-- key.contact       the contact's record
-- arg.mark          the message's
-- arg.at            when it was sent, or failed if that is said to be earlier, ms
-- arg.window        how long the channel's is, s, when that is why it failed; else 0
--
-- Answers {1 when the window was thought open then}.
local inbound, shut, sent = unpack(redis.call('HMGET', key.contact, 'in', 'shut', 'sent'))
local at, kept = tonumber(arg.at), {}
for sent_at, id in string.gmatch(sent or '', '(%d+):([^,]+)') do
  if id ~= arg.mark then kept[#kept + 1] = sent_at .. ':' .. id end
end
if #kept > 0 then
  redis.call('HSET', key.contact, 'sent', table.concat(kept, ','))
elseif sent then
  redis.call('HDEL', key.contact, 'sent')
end
if arg.window == '0' then return {0} end

inbound, shut, at = tonumber(inbound), tonumber(shut), math.floor(at / 1000)
local thought_open = inbound and inbound <= at and at < inbound + tonumber(arg.window)
  and not (shut and shut >= inbound)
if at > (shut or 0) then
  redis.call('HSET', key.contact, 'shut', string.format('%d', at))
  redis.call('EXPIRE', key.contact, GRAY_LIFE)
end
return {thought_open and 1 or 0}
