-- Queues dead letters of a target anew, and ends its pause.
--
-- KEYS[1] the stream of dead letters    KEYS[2] the stream of what waits
-- KEYS[3] the target's state
-- ARGV  1 clock offset, ms
--       2 how many may wait
--       3 how long what waits lives without any change, s    4 likewise dead letters
--       5 ... entries
--
-- Answers how many it queued.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1])
local count = 0

redis.call('DEL', KEYS[3])
for i = 5, #ARGV do
  local found = redis.call('XRANGE', KEYS[1], ARGV[i], ARGV[i])[1]
  if found and redis.call('XLEN', KEYS[2]) < tonumber(ARGV[2]) then
    local fields = {}
    for f = 1, #found[2], 2 do
      local name, value = found[2][f], found[2][f + 1]
      if name == 'at' then value = now end
      if name ~= 'tried' then
        fields[#fields + 1] = name
        fields[#fields + 1] = value
      end
    end
    redis.call('XADD', KEYS[2], '*', unpack(fields))
    redis.call('XDEL', KEYS[1], ARGV[i])
    count = count + 1
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
redis.call('EXPIRE', KEYS[2], ARGV[3])
return count
