-- Ends a target's letter.
--
-- key.lease             which replica sends
-- key.queue             the stream of what waits
-- key.tries             what was tried, by entry
-- key.state             the target's: paused (since, ms), why
-- key.dead              the stream of dead letters
-- arg.what              delivered (which ends a pause, too), failed (it waits on) or dead
-- arg.place             the entry
-- And of failed and dead:
-- arg.replica?          this one: only who has the lease may say so
-- arg.tried?            so far
-- arg.paused?           since when the target is, ms, or nothing
-- arg.why?              it is paused
-- arg.most_dead?        how many dead letters there may be
-- arg.queue_life?       how long what waits lives without any change, s
--
-- Answers done; to failed and dead not_ours when another replica has the lease; to dead full when
-- there are too many dead letters already.
local function remove()
  redis.call('XACK', key.queue, RELAY_GROUP, arg.place)
  redis.call('XDEL', key.queue, arg.place)
  redis.call('HDEL', key.tries, arg.place)
end

if arg.what == 'delivered' then
  remove()
  redis.call('DEL', key.state)
  return 'done'
end

if redis.call('GET', key.lease) ~= arg.replica then return 'not_ours' end
if arg.paused ~= '' then
  redis.call('HSET', key.state, 'paused', arg.paused, 'why', arg.why)
  redis.call('EXPIRE', key.state, arg.queue_life)
end
local entry = redis.call('XRANGE', key.queue, arg.place, arg.place)[1]
if not entry then return 'done' end
if arg.what == 'dead' and redis.call('XLEN', key.dead) < tonumber(arg.most_dead) then
  redis.call('XADD', key.dead, '*', 'tried', arg.tried, unpack(entry[2]))
  redis.call('EXPIRE', key.dead, DEAD_LETTERS_LIFE)
  remove()
  return 'done'
end
redis.call('HSET', key.tries, arg.place, arg.tried)
redis.call('EXPIRE', key.tries, arg.queue_life)
redis.call('EXPIRE', key.queue, arg.queue_life)
return arg.what == 'dead' and 'full' or 'done'
