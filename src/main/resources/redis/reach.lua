-- The contacts a portfolio reaches outside a customer service window, each once, for 24 h from the
-- last send to it.
--
-- KEYS[1] sends by their time     KEYS[2] the contact of each send
-- KEYS[3] how many sends each contact has
-- ARGV  1 clock offset, ms
--       2 take, look, keep (the send is known by another name from now on) or give (it is none)
--       3 the send                4 the contact, or the send's other name
--       5 how many contacts may be reached
--       6 how long a send counts, s
--
-- Answers 0; or for take and look, when the contact may not be reached, the time from which another
-- one does not count any more, s.
--- include clock
local send, length = ARGV[3], tonumber(ARGV[6])
local now = clock(ARGV[1])

local function forget(one)
  local contact = redis.call('HGET', KEYS[2], one)
  redis.call('ZREM', KEYS[1], one)
  redis.call('HDEL', KEYS[2], one)
  if contact and redis.call('HINCRBY', KEYS[3], contact, -1) <= 0 then
    redis.call('HDEL', KEYS[3], contact)
  end
end

local function add(one, contact, at)
  redis.call('ZADD', KEYS[1], at, one)
  redis.call('HSET', KEYS[2], one, contact)
  redis.call('HINCRBY', KEYS[3], contact, 1)
  for i = 1, 3 do redis.call('EXPIRE', KEYS[i], length) end
end

if ARGV[2] == 'keep' then
  local at, contact = redis.call('ZSCORE', KEYS[1], send), redis.call('HGET', KEYS[2], send)
  if at and contact then
    add(ARGV[4], contact, at)
    forget(send)
  end
  return 0
end
if ARGV[2] == 'give' then
  forget(send)
  return 0
end

-- Sends come one by one, and so they go; after a long silence all keys are gone.
for _, one in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - length)) do forget(one) end
if redis.call('HEXISTS', KEYS[3], ARGV[4]) == 0 and redis.call('HLEN', KEYS[3]) >= tonumber(ARGV[5]) then
  return tonumber(redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]) + length
end
if ARGV[2] == 'take' then add(send, ARGV[4], now) end
return 0
