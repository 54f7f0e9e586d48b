-- The sends of a number that wait for their turn.
--
-- KEYS[1] those that wait, by when they may be tried, ms
-- KEYS[2] those that may be tried, by priority
-- KEYS[3] those that are claimed, by when their claim ends, ms
-- KEYS[4] priorities
-- KEYS[5] all of them, by when they were queued, ms
-- KEYS[6] the record of the send in ARGV[3]; not for claim
-- ARGV  1 clock offset, ms
--       2 add, claim, back (put back), end or cancel
--       3 the send, or for claim how long a claim lasts, ms
--       4 when it may be tried, ms (add, back)
--       5 how long its record lives, s (add, end)
--       add: 6 digest of what is sent, 7 priority, 8 ... the record's fields and values
--       end: 6 ... fields and values that the record has now
--
-- Answers for add 1 added, 0 known, -1 another; for claim the send and the time, or nothing and when
-- there may be one, ms (0: none waits); for cancel 1 when it is cancelled now; else 1.
--- include clock
local _, now = clock(ARGV[1])
local what, send = ARGV[2], ARGV[3]

local function fields(from)
  for i = from, #ARGV, 2 do redis.call('HSET', KEYS[6], ARGV[i], ARGV[i + 1]) end
end

local function live(seconds)
  for i = 1, 5 do redis.call('EXPIRE', KEYS[i], seconds) end
end

if what == 'add' then
  local known = redis.call('HGET', KEYS[6], 'digest')
  if known then return known == ARGV[6] and 0 or -1 end
  redis.call('HSET', KEYS[6], 'digest', ARGV[6], 'state', 'QUEUED', 'at', ARGV[4], 'tries', 0)
  fields(8)
  redis.call('EXPIRE', KEYS[6], ARGV[5])
  redis.call('ZADD', KEYS[5], now, send)
  redis.call('ZADD', KEYS[1], ARGV[4], send)
  redis.call('HSET', KEYS[4], send, ARGV[7])
  live(ARGV[5])
  return 1
end

-- When the first of those that wait may be tried, or the first claim on one ends.
local function first()
  local at = 0
  for _, key in ipairs({KEYS[1], KEYS[3]}) do
    local score = tonumber(redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2])
    if score and (at == 0 or score < at) then at = score end
  end
  return at
end

if what == 'claim' then
  for _, one in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, 100)) do
    redis.call('ZREM', KEYS[3], one)
    redis.call('ZADD', KEYS[1], now, one)
  end
  for _, one in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 100)) do
    redis.call('ZREM', KEYS[1], one)
    redis.call('ZADD', KEYS[2], redis.call('HGET', KEYS[4], one) or 0, one)
  end
  local next = redis.call('ZPOPMIN', KEYS[2])[1]
  if not next then return {'', first()} end
  redis.call('ZADD', KEYS[3], now + send, next)
  return {next, now}
end

if what == 'back' then
  if redis.call('ZREM', KEYS[3], send) == 1 then
    redis.call('ZADD', KEYS[1], ARGV[4], send)
    redis.call('HSET', KEYS[6], 'at', ARGV[4])
    redis.call('HINCRBY', KEYS[6], 'tries', 1)
  end
  return 1
end

-- A claim that came too late ends nothing.
local taken = what == 'end' and redis.call('ZREM', KEYS[3], send)
  or redis.call('ZREM', KEYS[1], send) + redis.call('ZREM', KEYS[2], send)
if taken == 0 then return 0 end
redis.call('HDEL', KEYS[4], send)
redis.call('ZREM', KEYS[5], send)
redis.call('HDEL', KEYS[6], 'target', 'headers', 'client', 'key', 'body')
fields(6)
redis.call('EXPIRE', KEYS[6], ARGV[5])
return 1
