-- Queues a delivery for a target, unless the same bytes were queued of late or too many wait.
--
-- key.queue         the stream of what waits
-- key.known         event ids by when they were queued, ms
-- arg.clock_offset  ms
-- arg.id            of the event
-- arg.most          may wait
-- arg.queue_life    how long what waits lives without any change, s
-- each_arg.field    and value, of the entry
-- each_arg.value
--
-- Answers queued, known or full.
--- include clock
local _, now = clock()

redis.call('ZREMRANGEBYSCORE', key.known, '-inf', now - RELAY_KNOWN_MS)
if redis.call('ZSCORE', key.known, arg.id) then return 'known' end
if redis.call('XLEN', key.queue) >= tonumber(arg.most) then return 'full' end
local entry = {'id', arg.id, 'at', string.format('%.0f', now)}
for i = 1, each_count do
  entry[#entry + 1] = each_arg.field
  entry[#entry + 1] = each_arg.value
end
redis.call('XADD', key.queue, '*', unpack(entry))
redis.call('EXPIRE', key.queue, arg.queue_life)
redis.call('ZADD', key.known, now, arg.id)
redis.call('PEXPIRE', key.known, RELAY_KNOWN_MS)
return 'queued'
