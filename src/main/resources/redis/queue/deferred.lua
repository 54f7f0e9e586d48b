-- The sends of a number that wait for their turn.
--
-- key.waiting       those that wait, by when they may be tried, ms
-- key.ready         those that may be tried, by priority
-- key.claimed       those that are claimed, by when their claim ends, ms
-- key.priorities    of each
-- key.all           all of them, by when they were queued, ms
-- key.open          contacts whose parked sends may leave, by when the next is tried, ms
-- key.ends          sends that are parked or held, by their end, ms
-- key.record?       the send's; not of claim
-- key.held?         sends that are held, in their order; of hold
-- arg.clock_offset  ms
-- arg.what          add, claim, put_back, keep (its claim), end, hold or cancel
-- arg.send?         not of claim
-- arg.at?           when it may be tried, of add and put_back; its end, of hold; when its claim
--                   ends, of keep; by when it may be tried, of claim, where that is not now; ms
-- arg.digest?       of what is sent; of add
-- arg.priority?     of add
-- each_arg.field    and value, that the record has from now on; of add, end, hold and cancel
-- each_arg.value
--
-- Answers to add added, known, or another (with the same id); to claim the send and the time, or
-- nothing, when there may be one, ms (0: none waits), and 1 when there is something to do for one that
-- is parked or held; to cancel, hold and end 1 when it did so; else 1.
--- include clock send_record
local _, now = clock()
local send = arg.send

local function add()
  local is = known(now)
  if is then return is end
  redis.call('HSET', key.record,
    'digest', arg.digest, 'state', 'QUEUED', 'at', arg.at, 'tries', 0)
  set_fields()
  redis.call('ZADD', key.all, now, send)
  redis.call('ZADD', key.waiting, arg.at, send)
  redis.call('HSET', key.priorities, send, arg.priority)
  for _, one in ipairs(KEYS) do redis.call('EXPIRE', one, DEFERRED_LIFE) end
  return 'added'
end

local function first_of(set)
  local _, score = unpack(redis.call('ZRANGE', set, 0, 0, 'WITHSCORES'))
  return tonumber(score) or math.huge
end

-- When the first of those that wait may be tried, or the first claim on one ends; or there is
-- something to do for one that is parked or held, and whether there is now.
local function first()
  local aside = math.min(first_of(key.open), first_of(key.ends))
  local at = math.min(first_of(key.waiting), first_of(key.claimed), aside)
  return at == math.huge and 0 or at, aside <= now and 1 or 0
end

-- The first sends whose time in that set has come by then.
local function due(of, at)
  return ipairs(redis.call('ZRANGEBYSCORE', of, '-inf', at, 'LIMIT', 0, DEFERRED_PAGE))
end

local function claim()
  for _, one in due(key.claimed, now) do
    redis.call('ZREM', key.claimed, one)
    redis.call('ZADD', key.waiting, now, one)
  end
  for _, one in due(key.waiting, arg.at ~= '' and arg.at or now) do
    redis.call('ZREM', key.waiting, one)
    redis.call('ZADD', key.ready, redis.call('HGET', key.priorities, one) or 0, one)
  end
  local next = unpack(redis.call('ZPOPMIN', key.ready))
  if not next then return {'', first()} end
  redis.call('ZADD', key.claimed, now + DEFERRED_CLAIM_MS, next)
  return {next, now, 0}
end

local function put_back()
  if redis.call('ZREM', key.claimed, send) == 1 then
    redis.call('ZADD', key.waiting, arg.at, send)
    redis.call('HSET', key.record, 'at', arg.at)
    redis.call('HINCRBY', key.record, 'tries', 1)
  end
  return 1
end

local function keep()
  redis.call('ZADD', key.claimed, 'XX', arg.at, send)
  return 1
end

local function left(taken)
  if taken == 0 then return false end
  redis.call('HDEL', key.priorities, send)
  redis.call('ZREM', key.all, send)
  return true
end

-- A claim that came too late ends nothing.
local function ended(taken)
  if not left(taken) then return 0 end
  end_record(now)
  return 1
end

local function hold()
  if not left(redis.call('ZREM', key.claimed, send)) then return 0 end
  set_fields()
  redis.call('RPUSH', key.held, send)
  redis.call('ZADD', key.ends, arg.at, send)
  for _, one in ipairs({key.record, key.held, key.ends}) do
    redis.call('EXPIRE', one, DEFERRED_LIFE)
  end
  return 1
end

if arg.what == 'add' then return add() end
if arg.what == 'claim' then return claim() end
if arg.what == 'put_back' then return put_back() end
if arg.what == 'keep' then return keep() end
if arg.what == 'hold' then return hold() end
if arg.what == 'end' then return ended(redis.call('ZREM', key.claimed, send)) end
return ended(redis.call('ZREM', key.waiting, send) + redis.call('ZREM', key.ready, send))
