-- Redis's time with the offset that all replicas add to it: s, ms and us.
local function clock()
  local time = redis.call('TIME')
  local ms = time[1] * 1000 + math.floor(time[2] / 1000) + arg.clock_offset
  return math.floor(ms / 1000), ms, ms * 1000 + time[2] % 1000
end
