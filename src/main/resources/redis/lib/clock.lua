local function clock(offset)
  local time = redis.call('TIME')
  local ms = time[1] * 1000 + math.floor(time[2] / 1000) + offset
  return math.floor(ms / 1000), ms, ms * 1000 + time[2] % 1000
end
