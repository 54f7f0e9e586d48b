-- News of the number itself: the newest word stands; of two at the same second the one heard last.
--
-- KEYS[1] the number's record
-- ARGV  1 what it is about: biz, all, ban, tier or rate
--       2 Meta's time of it, s
--       3 the word
--       4 how long the record lives, s
--
-- Answers 1 when it stands now.
local at, word = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '0 ', '^(%d+) (.*)$')
local since = tonumber(ARGV[2])
if since < tonumber(at) or (since == tonumber(at) and ARGV[3] == word) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
