-- The record of a send that waits, or has waited: what it has from now on, and what is forgotten of one
-- that has ended.
local function set_fields()
  for i = 1, each_count do
    redis.call('HSET', key.record, each_arg.field, each_arg.value)
  end
end

-- Whether there is a send with this id: known, another with it, or nil. One that ended without leaving
-- has given its key free, and its id with it; and so has one that left, when its key is forgotten.
local function known(now)
  local digest, body, untold, left =
    unpack(redis.call('HMGET', key.record, 'digest', 'body', 'contact', 'left'))
  if not digest then return end
  if body or untold or left and now < left + KEY_LIFE * 1000 then
    return digest == arg.digest and 'known' or 'another'
  end
  redis.call('DEL', key.record)
end

local function forget_content()
  redis.call('HDEL', key.record, 'target', 'headers', 'key', 'body', 'asked', 'hold', 'why', 'reason')
end

local function end_record(now)
  forget_content()
  redis.call('HDEL', key.record, 'contact', 'callback')
  set_fields()
  local state = redis.call('HGET', key.record, 'state')
  if state == 'SENT' or state == 'UNKNOWN' then redis.call('HSET', key.record, 'left', now) end
  redis.call('EXPIRE', key.record, DEFERRED_LIFE)
end
