-- Sends that are put aside: parked until their contact writes, or held for a person.
--
-- key.list          the contact's parked sends, or the number's held ones, in their order
-- key.open          lists whose parked sends may leave, by when the next is tried, ms
-- key.ends          sends that are parked or held, by their end, ms
-- key.record        the send's
-- key.held?         the number's held sends; of hold
-- key.waiting?      sends that wait for their turn, see deferred.lua; of release
-- key.all?
-- key.priorities?
-- arg.clock_offset  ms
-- arg.what          add (to the held ones); next, put_back, keep (a claim), hold and end (of parked
--                   ones); take (what nobody has claimed), release (likewise, to those that wait for their
--                   turn), expire (likewise, until that is told), told, and hasten (its end is now)
-- arg.list?         the list's name; nothing for the held ones
-- arg.send
-- arg.at?           its end, of add and hold; when it may be tried, of put_back; when its
--                   claim ends, of keep; ms
-- arg.digest?       of what is sent; of add
-- arg.priority?     of release
-- each_arg.field    and value, that the record has from now on; not of next, put_back, keep, told and
--                   hasten
-- each_arg.value
--
-- Answers to add added, known, or another (with the same id); else 1 when it did so, or 0.
--- include clock send_record
local _, now = clock()
local send, list = arg.send, arg.list

local function lives_on(...)
  for _, one in ipairs({...}) do redis.call('EXPIRE', one, DEFERRED_LIFE) end
end

local function add()
  local is = known(now)
  if is then return is end
  redis.call('HSET', key.record, 'digest', arg.digest, 'tries', 0, 'list', '')
  set_fields()
  redis.call('RPUSH', key.list, send)
  redis.call('ZADD', key.ends, arg.at, send)
  lives_on(key.record, key.list, key.ends)
  return 'added'
end

-- Whether the list's first send is claimed, or is to wait, until later.
local function is_later()
  return (tonumber(redis.call('ZSCORE', key.open, list)) or math.huge) > now
end

local function is_first()
  return redis.call('LINDEX', key.list, 0) == send
end

-- What waits beyond its end, since no replica was there to end it. What is on its way may have left.
local function is_over()
  local state, ends = unpack(redis.call('HMGET', key.record, 'state', 'until'))
  return state ~= 'SENDING' and (tonumber(ends) or math.huge) <= now
end

local function next_send()
  if is_later() then return 0 end
  if redis.call('LLEN', key.list) == 0 then redis.call('ZREM', key.open, list) end
  if not is_first() then return 0 end
  if is_over() then
    redis.call('ZADD', key.ends, 'LT', now, send)
    return 0
  end
  redis.call('ZADD', key.open, now + DEFERRED_CLAIM_MS, list)
  redis.call('HSET', key.record, 'state', 'SENDING')
  return 1
end

local function put_back()
  if not is_first() then return 0 end
  redis.call('ZADD', key.open, arg.at, list)
  redis.call('HSET', key.record, 'state', 'PARKED')
  redis.call('HINCRBY', key.record, 'tries', 1)
  return 1
end

local function keep()
  if not is_first() then return 0 end
  redis.call('ZADD', key.open, arg.at, list)
  return 1
end

local function leaves_list()
  redis.call('LPOP', key.list)
  if redis.call('LLEN', key.list) > 0 then
    redis.call('ZADD', key.open, now, list)
  else
    redis.call('ZREM', key.open, list)
  end
end

-- A claim that came too late ends nothing.
local function ended()
  if not is_first() then return 0 end
  leaves_list()
  redis.call('ZREM', key.ends, send)
  end_record(now)
  return 1
end

local function hold()
  if not is_first() then return 0 end
  leaves_list()
  set_fields()
  redis.call('HSET', key.record, 'list', '')
  redis.call('RPUSH', key.held, send)
  redis.call('ZADD', key.ends, arg.at, send)
  lives_on(key.record, key.held, key.ends)
  return 1
end

-- What is on its way is not taken out, nor what was when its claim ended: it may have left, and whoever
-- claims it next learns that by its key.
local function taken()
  return redis.call('HGET', key.record, 'state') ~= 'SENDING'
    and redis.call('LREM', key.list, 1, send) == 1
end

local function take()
  if not taken() then return 0 end
  redis.call('ZREM', key.ends, send)
  end_record(now)
  return 1
end

local function release()
  if not taken() then return 0 end
  redis.call('ZREM', key.ends, send)
  redis.call('HDEL', key.record, 'hold', 'why', 'reason')
  set_fields()
  redis.call('HSET', key.record, 'at', now)
  redis.call('ZADD', key.all, now, send)
  redis.call('ZADD', key.waiting, now, send)
  redis.call('HSET', key.priorities, send, arg.priority)
  lives_on(key.record, key.all, key.waiting, key.priorities)
  return 1
end

-- Its end is told by whoever finds it ended; if that one does not come to it, by another.
local function expire()
  local is_ended = redis.call('HGET', key.record, 'state') == 'EXPIRED' or taken()
  redis.call('ZADD', key.ends, now + DEFERRED_CLAIM_MS, send)
  if not is_ended then return 0 end
  forget_content()
  set_fields()
  redis.call('EXPIRE', key.record, DEFERRED_LIFE)
  return 1
end

local function told()
  redis.call('ZREM', key.ends, send)
  redis.call('HDEL', key.record, 'contact', 'callback')
  return 1
end

-- What has ended is still to be told, and keeps the end that it has.
local function hasten()
  local ends = tonumber(redis.call('ZSCORE', key.ends, send)) or 0
  if ends <= now or redis.call('HGET', key.record, 'state') == 'EXPIRED' then return 0 end
  redis.call('HSET', key.record, 'until', now)
  redis.call('ZADD', key.ends, now, send)
  return 1
end

if arg.what == 'add' then return add() end
if arg.what == 'next' then return next_send() end
if arg.what == 'put_back' then return put_back() end
if arg.what == 'keep' then return keep() end
if arg.what == 'hold' then return hold() end
if arg.what == 'end' then return ended() end
if arg.what == 'take' then return take() end
if arg.what == 'release' then return release() end
if arg.what == 'expire' then return expire() end
if arg.what == 'hasten' then return hasten() end
return told()
