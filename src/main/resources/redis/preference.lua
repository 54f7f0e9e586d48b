-- The contact stopped or resumed marketing: the newest word stands; of two at the same second, stop.
--
-- KEYS[1] the contact's record          KEYS[2] the number's record
-- ARGV  1 clock offset, ms
--       2 Meta's timestamp of it, s
--       3 out or in
--       4 how long a record with a stated preference lives, s
--       5 how long the number's record lives, s
--
-- Answers 0: no window opens by it.
local time = redis.call('TIME')
local now = math.floor((time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]) / 1000)
redis.call('HSETNX', KEYS[2], 'covered', now)
redis.call('EXPIRE', KEYS[2], ARGV[5])

local at = tonumber(ARGV[2])
local was, since = string.match(redis.call('HGET', KEYS[1], 'stop') or '', '^(%a+) (%d+)')
local newer = not was or at > tonumber(since)
if newer or (at == tonumber(since) and ARGV[3] == 'out') then
  redis.call('HSET', KEYS[1], 'stop', string.format('%s %d', ARGV[3], at))
  redis.call('EXPIRE', KEYS[1], ARGV[4])
end
return 0
