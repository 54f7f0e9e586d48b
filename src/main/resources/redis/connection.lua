-- Meta said that it sends no more webhooks of the number, or that it does again: the newest word
-- stands; of two at the same second the one that is later in the alphabet.
--
-- KEYS[1] the number's record
-- ARGV  1 clock offset, ms
--       2 Meta's time of it, s
--       3 connected, offboarded or removed
--       4 how long the record lives, s
--
-- Answers 0, or why coverage starts by it: 5 disconnected.
--- include clock
local at, word = string.match(redis.call('HGET', KEYS[1], 'app') or '0 ', '^(%d+) (.*)$')
local since = tonumber(ARGV[2])
if since < tonumber(at) or (since == tonumber(at) and ARGV[3] <= word) then return 0 end
redis.call('HSET', KEYS[1], 'app', ARGV[2] .. ' ' .. ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
if ARGV[3] ~= 'connected' then
  redis.call('HDEL', KEYS[1], 'covered')
  return 0
end
local now = clock(ARGV[1])
redis.call('HSET', KEYS[1], 'covered', now, 'gap', 5, 'heard', now)
redis.call('HDEL', KEYS[1], 'spoke', 'unheard')
return 5
