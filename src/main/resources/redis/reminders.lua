-- When to look at contacts' windows again.
--
-- KEYS[1] contacts by when, ms
-- ARGV  1 clock offset, ms
--       2 'remind': at 4, or later if it is to be looked at later already
--         'due':    answers up to 3 contacts and times, now or past
--         'done':   was due at 4; again at 5, or not at all if that is empty
--       3 the contact; of 'due' how many
--       6 how long they live without any change, s
local what = ARGV[2]

if what == 'due' then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
  return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now),
    'WITHSCORES', 'LIMIT', 0, ARGV[3])
end

local at = redis.call('ZSCORE', KEYS[1], ARGV[3])
if what == 'remind' then
  if not at or tonumber(at) < tonumber(ARGV[4]) then
    redis.call('ZADD', KEYS[1], ARGV[4], ARGV[3])
    redis.call('EXPIRE', KEYS[1], ARGV[6])
  end
elseif at and tonumber(at) == tonumber(ARGV[4]) then
  if ARGV[5] == '' then
    redis.call('ZREM', KEYS[1], ARGV[3])
  else
    redis.call('ZADD', KEYS[1], ARGV[5], ARGV[3])
    redis.call('EXPIRE', KEYS[1], ARGV[6])
  end
end
return 0
