-- Parks a send until its contact writes; or does so again, where the window closed before it left.
--
-- key.contact       the contact's record
-- key.names         the bucket of the contact's name
-- key.record        the send's
-- key.list          the contact's parked sends, in their order
-- key.open          lists whose sends may leave, by when the next is tried, ms
-- key.ends          sends that are parked or held, by their end, ms
-- arg.name
-- arg.clock_offset  ms
-- arg.send
-- arg.list          the list's name: the contact's when the first of them was parked
-- arg.again         1 when it was parked before
-- arg.after         the newest inbound known when it was decided, s, or -1
-- arg.until_at      its end, ms
-- arg.digest        of what is sent
-- each_arg.field    and value, that the record has from now on
-- each_arg.value
--
-- Answers {'moved', name}; else added, known, or another (with the same id).
--- include clock hash lists moved send_record
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local now, now_ms = clock()
local function lives_on(one)
  if redis.call('TTL', one) < DEFERRED_LIFE then redis.call('EXPIRE', one, DEFERRED_LIFE) end
end

if arg.again ~= '1' then
  local is = known(now_ms)
  if is then return {is} end
  redis.call('HSET', key.record, 'digest', arg.digest, 'tries', 0, 'list', arg.list)
  redis.call('RPUSH', key.list, arg.send)
  redis.call('ZADD', key.ends, arg.until_at, arg.send)
elseif redis.call('LINDEX', key.list, 0) ~= arg.send then
  -- The claim came too late.
  return {'known'}
end
set_fields()

-- Whoever wrote meanwhile did not see it parked.
local record = load(key.contact)
local inbound, shut = tonumber(record['in']) or -1, tonumber(record.shut) or -1
if inbound > tonumber(arg.after) and inbound > shut and now < inbound + WINDOW_LENGTH then
  if arg.again == '1' then
    redis.call('ZADD', key.open, now_ms, arg.list)
  else
    -- The first of them may be claimed.
    redis.call('ZADD', key.open, 'NX', now_ms, arg.list)
  end
else
  redis.call('ZREM', key.open, arg.list)
  redis.call('HSET', key.contact, 'park', union({record.park or '', arg.list}))
  lives_on(key.contact)
end
for _, one in ipairs({key.record, key.list, key.open, key.ends}) do lives_on(one) end
return {'added'}
