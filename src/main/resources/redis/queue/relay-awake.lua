-- The occasional targets for which something may wait.
--
-- key.awake         sorted set: targets, by when something was about to be queued for them, ms
-- arg.clock_offset  ms
-- arg.what          wake, rest or list
-- arg.target        which; empty for list
-- arg.noted         of rest: what list said, ms; empty for the others
-- arg.life          how long all this lives without any change, s
--
-- Answers 1 or 0 for done or not; for list the targets, each with its time.
--- include clock
local _, now = clock()

if arg.what == 'list' then return redis.call('ZRANGE', key.awake, 0, -1, 'WITHSCORES') end
if arg.what == 'wake' then
  redis.call('ZADD', key.awake, string.format('%.0f', now), arg.target)
  return redis.call('EXPIRE', key.awake, arg.life)
end
local noted = redis.call('ZSCORE', key.awake, arg.target)
if noted and tonumber(noted) == tonumber(arg.noted) then
  return redis.call('ZREM', key.awake, arg.target)
end
return 0
