-- The contacts a portfolio reaches outside a customer service window, each once, for a day from the
-- last send to it.
--
-- key.sends         by their time
-- key.contacts      the contact of each send
-- key.counts        how many sends each contact has
-- key.early         sends that are not known yet and do not count, by when that was heard
-- arg.clock_offset  ms
-- arg.what          take, look, rename (the send is known by another name from now on), give_back or
--                   failed (of its message)
-- arg.send?         its name; not of look
-- arg.contact?      of take and look
-- arg.most?         how many contacts may be reached; of take and look
-- arg.new_name?     of rename
--
-- Answers 0; or to take and look, when the contact may not be reached, the time from which another
-- one does not count any more, s.
--- include clock
local now = clock()

local function forget(send)
  local contact = redis.call('HGET', key.contacts, send)
  redis.call('ZREM', key.sends, send)
  redis.call('HDEL', key.contacts, send)
  if contact and redis.call('HINCRBY', key.counts, contact, -1) <= 0 then
    redis.call('HDEL', key.counts, contact)
  end
  return contact
end

local function add(send, contact, at)
  redis.call('ZADD', key.sends, at, send)
  redis.call('HSET', key.contacts, send, contact)
  redis.call('HINCRBY', key.counts, contact, 1)
  for _, one in ipairs({key.sends, key.contacts, key.counts}) do
    redis.call('EXPIRE', one, MESSAGING_LIMIT_PERIOD)
  end
end

local function note_early(send)
  redis.call('ZREMRANGEBYSCORE', key.early, '-inf', now - HEARD_EARLY_LIFE)
  redis.call('ZADD', key.early, now, send)
  redis.call('EXPIRE', key.early, HEARD_EARLY_LIFE)
end

if arg.what == 'rename' then
  local at = redis.call('ZSCORE', key.sends, arg.send)
  local contact = forget(arg.send)
  local has_failed = redis.call('ZREM', key.early, arg.new_name) == 1
  if at and contact and not has_failed then add(arg.new_name, contact, at) end
  return 0
end
if arg.what == 'give_back' or arg.what == 'failed' then
  -- The one may overtake its take, and the other its rename, before which it was taken.
  local is_known = forget(arg.send)
  if not is_known and (arg.what == 'give_back' or redis.call('EXISTS', key.sends) == 1) then
    note_early(arg.send)
  end
  return 0
end

-- It was given back while this was on its way: nobody waits for the answer.
if arg.what == 'take' and redis.call('ZSCORE', key.early, arg.send) then return 0 end

-- Sends come one by one, and so they go; after a long silence all keys are gone.
local counted_since = now - MESSAGING_LIMIT_PERIOD
for _, send in ipairs(redis.call('ZRANGEBYSCORE', key.sends, '-inf', counted_since)) do forget(send) end
local is_new = redis.call('HEXISTS', key.counts, arg.contact) == 0
if is_new and redis.call('HLEN', key.counts) >= tonumber(arg.most) then
  local _, oldest_at = unpack(redis.call('ZRANGE', key.sends, 0, 0, 'WITHSCORES'))
  return tonumber(oldest_at) + MESSAGING_LIMIT_PERIOD
end
if arg.what == 'take' then add(arg.send, arg.contact, now) end
return 0
