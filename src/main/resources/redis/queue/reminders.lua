-- When to look at contacts' windows again.
--
-- key.reminders     contacts by when, ms
-- arg.clock_offset  ms
-- arg.what          remind: at a time, or later if it is to be looked at later already
--                   due: which are, now or past
--                   done: was due at that time, and is next, or not at all if there is no next
-- arg.contact?      not of due
-- arg.at?           ms; not of due
-- arg.next?         ms; of done
-- arg.most?         of due
--
-- Answers to due up to that many contacts and times, in turn.
--- include clock
if arg.what == 'due' then
  local _, now = clock()
  return redis.call('ZRANGEBYSCORE', key.reminders, '-inf', string.format('%.0f', now),
    'WITHSCORES', 'LIMIT', 0, arg.most)
end

local function remind(at)
  redis.call('ZADD', key.reminders, at, arg.contact)
  redis.call('EXPIRE', key.reminders, REMINDERS_LIFE)
end

local known = tonumber(redis.call('ZSCORE', key.reminders, arg.contact))
local at = tonumber(arg.at)
if arg.what == 'remind' then
  if not known or known < at then remind(arg.at) end
elseif known == at then
  if arg.next == '' then
    redis.call('ZREM', key.reminders, arg.contact)
  else
    remind(arg.next)
  end
end
return 0
