-- Meta refused a send as outside of its window: nothing that came before it opens one.
--
-- key.contact  the contact's record
-- key.names    the bucket of the contact's name
-- key.windows  the number's open windows, by quarter of an hour
-- arg.name
-- arg.at       when the send was decided, s
-- arg.is_week  1 when it had 7 days
-- arg.life     how long it is known at least, s
--
-- Answers {'moved', name}, or {1}.
--- include hash moved windows
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record, at = load(key.contact), tonumber(arg.at)
if arg.is_week == '1' and at > (tonumber(record.away) or -1) then
  redis.call('HSET', key.contact, 'away', arg.at)
end
if at > (tonumber(record.shut) or -1) then
  local was_in = quarter(record)
  record.shut = arg.at
  redis.call('HSET', key.contact, 'shut', arg.at)
  if not quarter(record) then uncount_window(key.windows, was_in) end
end
if redis.call('TTL', key.contact) < tonumber(arg.life) then
  redis.call('EXPIRE', key.contact, arg.life)
end
return {1}
