-- Ends a target's letter.
--
-- KEYS[1] the lease                   KEYS[2] the stream of what waits
-- KEYS[3] what was tried, by entry    KEYS[4] the target's state: paused (since, ms), why
-- KEYS[5] the stream of dead letters
-- ARGV  1 delivered (which ends a pause, too), failed (it waits on) or dead
--       2 the entry
--       3 name of the consumer group
--       4 this replica: only who has the lease may say failed or dead
--       5 what was tried so far
--       6 since when the target is paused, ms, or ''    7 why
--       8 how many dead letters there may be
--       9 how long what waits lives without any change, s    10 likewise dead letters
--
-- Answers 1, or for failed and dead 0 when another replica has the lease, and for dead -1 when there are
-- too many dead letters already.
local what, entry = ARGV[1], ARGV[2]

local function remove()
  redis.call('XACK', KEYS[2], ARGV[3], entry)
  redis.call('XDEL', KEYS[2], entry)
  redis.call('HDEL', KEYS[3], entry)
end

if what == 'delivered' then
  remove()
  redis.call('DEL', KEYS[4])
  return 1
end

if redis.call('GET', KEYS[1]) ~= ARGV[4] then return 0 end
if ARGV[6] ~= '' then
  redis.call('HSET', KEYS[4], 'paused', ARGV[6], 'why', ARGV[7])
  redis.call('EXPIRE', KEYS[4], ARGV[9])
end
local found = redis.call('XRANGE', KEYS[2], entry, entry)[1]
if not found then return 1 end
if what == 'dead' and redis.call('XLEN', KEYS[5]) < tonumber(ARGV[8]) then
  redis.call('XADD', KEYS[5], '*', 'tried', ARGV[5], unpack(found[2]))
  redis.call('EXPIRE', KEYS[5], ARGV[10])
  remove()
  return 1
end
redis.call('HSET', KEYS[3], entry, ARGV[5])
redis.call('EXPIRE', KEYS[3], ARGV[9])
redis.call('EXPIRE', KEYS[2], ARGV[9])
return what == 'dead' and -1 or 1
