-- Queues a delivery for a target, unless the same bytes were queued of late or too many wait.
--
-- KEYS[1] the stream of what waits   KEYS[2] event ids by when they were queued, ms
-- ARGV  1 clock offset, ms
--       2 event id
--       3 how many may wait
--       4 how long an event id is remembered, ms
--       5 how long what waits lives without any change, s
--       6 ... fields and values of the entry
--
-- Answers 1 queued, 0 known, -1 full.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
local remembered = tonumber(ARGV[4])

redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - remembered)
if redis.call('ZSCORE', KEYS[2], ARGV[2]) then return 0 end
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[3]) then return -1 end
redis.call('XADD', KEYS[1], '*', 'id', ARGV[2], 'at', string.format('%.0f', now), unpack(ARGV, 6))
redis.call('EXPIRE', KEYS[1], ARGV[5])
redis.call('ZADD', KEYS[2], now, ARGV[2])
redis.call('PEXPIRE', KEYS[2], remembered)
return 1
