-- Meta said that it sends no more webhooks of the number, or that it does again: the newest word
-- stands; of two at the same second the one that is later in the alphabet.
--
-- key.number        the number's record
-- arg.clock_offset  ms
-- arg.at            Meta's time of it, s
-- arg.word          connected, offboarded or removed
--
-- Answers 0, or why coverage starts by it: GAP_DISCONNECTED.
--- include clock said
local told_at, told = said(redis.call('HGET', key.number, 'app') or '0 ')
local at = tonumber(arg.at)
if at < tonumber(told_at) or (at == tonumber(told_at) and arg.word <= told) then return 0 end
redis.call('HSET', key.number, 'app', arg.at .. ' ' .. arg.word)
redis.call('EXPIRE', key.number, NUMBER_LIFE)
if arg.word ~= 'connected' then
  redis.call('HDEL', key.number, 'covered')
  return 0
end
local now = clock()
redis.call('HSET', key.number, 'covered', now, 'gap', GAP_DISCONNECTED, 'heard', now)
redis.call('HDEL', key.number, 'spoke', 'unheard')
return GAP_DISCONNECTED
