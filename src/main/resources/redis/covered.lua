-- A webhook of the number arrived: its coverage starts, or goes on.
--
-- KEYS[1] the number's record
-- ARGV  1 clock offset, ms
--       2 how long the record lives without a webhook, s
--
-- Answers 1 when coverage started by it.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
local started = redis.call('HSETNX', KEYS[1], 'covered', math.floor(now_ms / 1000))
redis.call('EXPIRE', KEYS[1], ARGV[2])
return started
