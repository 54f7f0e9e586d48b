-- News of the number itself: the newest word stands; of two at the same second the one heard last.
--
-- key.number  the number's record
-- arg.field   what it is about: biz, all, ban, tier or rate
-- arg.at      Meta's time of it, s
-- arg.word
--
-- Answers 1 when it stands now.
--- include said
local told_at, told = said(redis.call('HGET', key.number, arg.field) or '0 ')
local at = tonumber(arg.at)
if at < tonumber(told_at) or (at == tonumber(told_at) and arg.word == told) then return 0 end
redis.call('HSET', key.number, arg.field, arg.at .. ' ' .. arg.word)
redis.call('EXPIRE', key.number, NUMBER_LIFE)
return 1
