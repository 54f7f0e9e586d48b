-- Takes the right to ask Meta for a WABA's templates, unless it was taken of late.
--
-- key.asked          when it was taken last, ms of Redis's time
-- arg.interval_ms    shortest time since then
-- arg.remembered_ms  how long it is
--
-- Answers {1 when it is taken, else 0, when it was taken last, ms}.
--- include redis_time
local now, last = redis_time(), tonumber(redis.call('GET', key.asked))
-- A server that took over may be behind the one before.
if last and last <= now and now - last < tonumber(arg.interval_ms) then return {0, last} end
redis.call('SET', key.asked, string.format('%.0f', now), 'PX', arg.remembered_ms)
return {1, now}
