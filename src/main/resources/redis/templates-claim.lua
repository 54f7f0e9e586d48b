-- Takes the right to ask Meta for a WABA's templates, unless it was taken of late.
--
-- KEYS[1] when it was taken last, ms of Redis's time
-- ARGV  1 shortest time since then, ms
--       2 how long it is remembered, ms
--
-- Answers {1 when it is taken, else 0, when it was taken last, ms}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local last = tonumber(redis.call('GET', KEYS[1]))
-- A server that took over may be behind the one before.
if last and last <= now and now - last < tonumber(ARGV[1]) then return {0, last} end
redis.call('SET', KEYS[1], string.format('%.0f', now), 'PX', ARGV[2])
return {1, now}
