-- What may be used once was granted, or taken back: in any order, any number of times, it comes to
-- the same. How long a used one is known, the rule says that has let it be used.
--
-- key.contact  the right's record
-- key.names    the bucket of its name
-- arg.name
-- arg.at       when it was, s
-- arg.heard    REPLY (a comment or post was written), TOKEN (given or resumed), STOPPED or SELF
-- arg.ends     when a token ends, s, or 0
-- arg.person   whose record has the consent, or nothing
-- arg.life     how long it is known at least, s
--
-- Answers {'moved', name}, or {1}.
--- include moved
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local at = tonumber(arg.at)
local written, resumed, stopped = unpack(
  redis.call('HMGET', key.contact, 'granted', 'resumed', 'stopped'))

if arg.heard == 'REPLY' and (not written or at < tonumber(written)) then
  redis.call('HSET', key.contact, 'granted', arg.at)
elseif arg.heard == 'TOKEN' and at >= (tonumber(resumed) or 0) then
  redis.call('HSET', key.contact, 'resumed', arg.at)
  if arg.ends ~= '0' then redis.call('HSET', key.contact, 'ends', arg.ends) end
elseif arg.heard == 'STOPPED' and at > (tonumber(stopped) or 0) then
  redis.call('HSET', key.contact, 'stopped', arg.at)
elseif arg.heard == 'SELF' then
  redis.call('HSET', key.contact, 'self', '1')
end
if arg.person ~= '' then redis.call('HSET', key.contact, 'person', arg.person) end
if redis.call('TTL', key.contact) < tonumber(arg.life) then
  redis.call('EXPIRE', key.contact, arg.life)
end
return {1}
