-- The record of a send that waits, or has waited: what it has from now on, and what is forgotten of one
-- that has ended.
local function set_fields()
  for i = 1, each_count do
    redis.call('HSET', key.record, each_arg.field, each_arg.value)
  end
end

local function forget_content()
  redis.call('HDEL', key.record, 'target', 'headers', 'key', 'body', 'asked', 'hold', 'why', 'reason')
end

local function end_record()
  forget_content()
  redis.call('HDEL', key.record, 'contact', 'callback')
  set_fields()
  redis.call('EXPIRE', key.record, DEFERRED_LIFE)
end
