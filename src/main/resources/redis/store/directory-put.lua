-- Keeps or removes an entry of the directory, and counts the version up if there is a difference.
--
-- key.version   of all entries
-- key.versions  each entry's, also of those that were removed
-- key.entries   their JSON
-- arg.entry     kind:id
-- arg.json?     nothing to remove it
--
-- Answers 1 when the entry was there before, else 0.
local was = redis.call('HGET', key.entries, arg.entry)
if arg.json == '' then
  if not was then return 0 end
  redis.call('HDEL', key.entries, arg.entry)
elseif was ~= arg.json then
  redis.call('HSET', key.entries, arg.entry, arg.json)
end
if was ~= arg.json then
  redis.call('ZADD', key.versions, redis.call('INCR', key.version), arg.entry)
end
return was and 1 or 0
