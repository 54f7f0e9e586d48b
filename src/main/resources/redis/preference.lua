-- The contact stopped or resumed marketing: the newest word stands; of two at the same second, stop.
--
-- KEYS[1] the contact's record
-- ARGV  1 Meta's timestamp of it, s
--       2 out or in
--       3 how long a record with a stated preference lives, s
--
-- Answers 0: no window opens by it.
local at = tonumber(ARGV[1])
local was, since = string.match(redis.call('HGET', KEYS[1], 'stop') or '', '^(%a+) (%d+)')
local newer = not was or at > tonumber(since)
if newer or (at == tonumber(since) and ARGV[2] == 'out') then
  redis.call('HSET', KEYS[1], 'stop', string.format('%s %d', ARGV[2], at))
  redis.call('EXPIRE', KEYS[1], ARGV[3])
end
return 0
