-- A token bucket is kept as the time when it will be full again (the generic cell rate algorithm):
-- burst tokens, of which one comes back every interval. When it will be with one token less, and
-- from when on that one is there.
local function one_less(full_at, now, interval, burst)
  local full = (full_at > now and full_at or now) + interval
  return full, full - interval * burst
end

-- How many tokens there are now in a bucket from which one can be taken at next_at.
local function tokens(next_at, now, interval)
  return next_at <= now and math.floor((now - next_at) / interval) + 1 or 0
end

-- The number's buckets are kept as 'time interval', in us.
local function rate_bucket(text)
  if not text then return 0 end
  local full, interval = string.match(text, '^(%d+) (%d+)$')
  return tonumber(full) or 0, tonumber(interval)
end

-- A record that there is lives on by what is settled and heard.
local function keep_rate(record, field, full, interval)
  if redis.call('HSET', record, field, string.format('%d %d', full, interval)) == 1 then
    redis.call('EXPIRE', record, NUMBER_LIFE)
  end
end
