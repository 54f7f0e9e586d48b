-- A webhook of the number arrived: its coverage starts, or goes on.
--
-- KEYS[1] the number's record
-- ARGV  1 clock offset, ms
--       2 1 when one was not stored since the last that was
--       3 longest silence of the webhooks, s
--       4 sends without a webhook that are silence, too
--       5 after how long they are, s
--       6 how long the record lives, s
--       7 Meta's time of the newest it tells, s, or 0
--       8 how long after a number was disconnected what was under way arrives, s
--
-- Answers 0, or why coverage starts by it: 1 first webhook, 2 not stored, 3 silence, 4 unheard sends,
-- 5 disconnected (see connection.lua).
--- include clock hash
local now = clock(ARGV[1])
local line = redis.call('HMGET', KEYS[1], 'covered', 'heard', 'spoke', 'unheard', 'app')
local at, word = string.match(line[5] or '', '^(%d+) (.*)$')
local broken = 0
if not line[1] and at and word ~= 'connected' then
  broken = tonumber(ARGV[7]) > at + tonumber(ARGV[8]) and 5 or 0
elseif not line[1] then
  broken = 1
elseif ARGV[2] == '1' then
  broken = 2
elseif now - number(line[2]) > tonumber(ARGV[3]) then
  broken = 3
elseif number(line[4]) >= tonumber(ARGV[4]) and now - number(line[3]) > tonumber(ARGV[5]) then
  broken = 4
end
if broken > 0 then redis.call('HSET', KEYS[1], 'covered', now, 'gap', broken) end
redis.call('HSET', KEYS[1], 'heard', now)
redis.call('HDEL', KEYS[1], 'spoke', 'unheard')
redis.call('EXPIRE', KEYS[1], ARGV[6])
return broken
