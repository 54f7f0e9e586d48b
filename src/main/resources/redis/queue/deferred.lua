-- The sends of a number that wait for their turn.
--
-- key.waiting       those that wait, by when they may be tried, ms
-- key.ready         those that may be tried, by priority
-- key.claimed       those that are claimed, by when their claim ends, ms
-- key.priorities    of each
-- key.all           all of them, by when they were queued, ms
-- key.record?       the send's; not of claim
-- arg.clock_offset  ms
-- arg.what          add, claim, put_back, end or cancel
-- arg.send?         not of claim
-- arg.at?           when it may be tried, ms; of add and put_back
-- arg.digest?       of what is sent; of add
-- arg.priority?     of add
-- each_arg.field    and value, that the record has from now on; of add, end and cancel
-- each_arg.value
--
-- Answers to add added, known, or another (with the same id); to claim the send and the time, or
-- nothing and when there may be one, ms (0: none waits); to cancel and end 1 when it ended by this; else 1.
--- include clock
local _, now = clock()
local send = arg.send

local function set_fields()
  for i = 1, each_count do
    redis.call('HSET', key.record, each_arg.field, each_arg.value)
  end
end

local function add()
  local known = redis.call('HGET', key.record, 'digest')
  if known then return known == arg.digest and 'known' or 'another' end
  redis.call('HSET', key.record,
    'digest', arg.digest, 'state', 'QUEUED', 'at', arg.at, 'tries', 0)
  set_fields()
  redis.call('ZADD', key.all, now, send)
  redis.call('ZADD', key.waiting, arg.at, send)
  redis.call('HSET', key.priorities, send, arg.priority)
  for _, one in ipairs(KEYS) do redis.call('EXPIRE', one, DEFERRED_LIFE) end
  return 'added'
end

-- When the first of those that wait may be tried, or the first claim on one ends.
local function first()
  local at = 0
  for _, one in ipairs({key.waiting, key.claimed}) do
    local _, score = unpack(redis.call('ZRANGE', one, 0, 0, 'WITHSCORES'))
    score = tonumber(score)
    if score and (at == 0 or score < at) then at = score end
  end
  return at
end

-- The first sends whose time in that set has come.
local function due(of)
  return ipairs(redis.call('ZRANGEBYSCORE', of, '-inf', now, 'LIMIT', 0, DEFERRED_PAGE))
end

local function claim()
  for _, one in due(key.claimed) do
    redis.call('ZREM', key.claimed, one)
    redis.call('ZADD', key.waiting, now, one)
  end
  for _, one in due(key.waiting) do
    redis.call('ZREM', key.waiting, one)
    redis.call('ZADD', key.ready, redis.call('HGET', key.priorities, one) or 0, one)
  end
  local next = unpack(redis.call('ZPOPMIN', key.ready))
  if not next then return {'', first()} end
  redis.call('ZADD', key.claimed, now + DEFERRED_CLAIM_MS, next)
  return {next, now}
end

local function put_back()
  if redis.call('ZREM', key.claimed, send) == 1 then
    redis.call('ZADD', key.waiting, arg.at, send)
    redis.call('HSET', key.record, 'at', arg.at)
    redis.call('HINCRBY', key.record, 'tries', 1)
  end
  return 1
end

-- A claim that came too late ends nothing.
local function ended(taken)
  if taken == 0 then return 0 end
  redis.call('HDEL', key.priorities, send)
  redis.call('ZREM', key.all, send)
  redis.call('HDEL', key.record, 'target', 'headers', 'client', 'key', 'body')
  set_fields()
  redis.call('EXPIRE', key.record, DEFERRED_LIFE)
  return 1
end

if arg.what == 'add' then return add() end
if arg.what == 'claim' then return claim() end
if arg.what == 'put_back' then return put_back() end
if arg.what == 'end' then return ended(redis.call('ZREM', key.claimed, send)) end
return ended(redis.call('ZREM', key.waiting, send) + redis.call('ZREM', key.ready, send))
