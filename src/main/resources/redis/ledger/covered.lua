-- A webhook of the number arrived: its coverage starts, or goes on.
--
-- key.number        the number's record
-- arg.clock_offset  ms
-- arg.after_gap     1 when one was not stored since the last that was
-- arg.newest        Meta's time of the newest it tells, s, or 0
--
-- Answers 0, or why coverage starts by it, a GAP; of GAP_DISCONNECTED see connection.lua.
--- include clock hash said
local now = clock()
local covered, heard, spoke, unheard, app = unpack(
  redis.call('HMGET', key.number, 'covered', 'heard', 'spoke', 'unheard', 'app'))
local told_at, told = said(app)
local gap = 0
if not covered and told_at and told ~= 'connected' then
  gap = tonumber(arg.newest) > told_at + UNDER_WAY and GAP_DISCONNECTED or 0
elseif not covered then
  gap = GAP_NOTHING_BEFORE
elseif arg.after_gap == '1' then
  gap = GAP_NOT_STORED
elseif now - number(heard) > LONGEST_SILENCE then
  gap = GAP_SILENCE
elseif number(unheard) >= UNHEARD_SENDS and now - number(spoke) > UNHEARD_TIME then
  gap = GAP_UNHEARD_SENDS
end
if gap > 0 then redis.call('HSET', key.number, 'covered', now, 'gap', gap) end
redis.call('HSET', key.number, 'heard', now)
redis.call('HDEL', key.number, 'spoke', 'unheard')
redis.call('EXPIRE', key.number, NUMBER_LIFE)
return gap
