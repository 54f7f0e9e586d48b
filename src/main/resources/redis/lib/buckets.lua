--- include hash

-- A token bucket is kept as the time when it will be full again (the generic cell rate algorithm):
-- burst tokens, of which one comes back every interval. This is the bucket with one token less, when
-- that one is there, and how many are left after it.
local function bucket(full_at, now, interval, burst)
  local full_then = math.max(full_at, now) + interval
  local next_at = full_then - interval * burst
  return {
    full_at = full_then, next_at = next_at, has_token = next_at <= now, interval = interval,
    burst = burst, left = math.max(0, math.floor((now - next_at) / interval))
  }
end

-- Of a bucket that nothing was taken from.
local function untouched(from)
  return from.full_at - from.interval, from.left + (from.has_token and 1 or 0)
end

-- The number's buckets are kept as 'time interval', in us.
local function rate_bucket(text)
  local full, interval = string.match(text or '', '^(%d+) (%d+)$')
  return number(full), tonumber(interval)
end

local function written_bucket(full, interval)
  return string.format('%d %d', full, interval)
end
