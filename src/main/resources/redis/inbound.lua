-- The contact wrote or called: the window reaches to the newest one's timestamp plus its length.
--
-- KEYS[1] the contact's record   KEYS[2] the bucket of the contact's name
-- KEYS[3] the number's list of who waits   KEYS[4] the number's record
-- KEYS[5] the number's open windows, by quarter of an hour
-- ARGV  1 name
--       2 clock offset, ms
--       3 Meta's timestamp, s
--       4 length of a customer service window, s
--       5 how it is known: empty for a message, else a letter
--       6 1 when it came from an ad
--       7 1 when it waits for an answer
--       8 messages remembered that wait for an answer
--       9 how long one is waited for, s
--      10 messages remembered that came from ads
--      11 how long a record lives after its last change, s
--      12 how long one with a stated consent lives, s
--      13 interval of the number's throughput as configured, for before the first send, us
--      14 how long the number's record lives, s
--      15 how long the count of open windows lives, s
--
-- Answers {'moved', name}; {'left', name} when the name was left for that one before, so that the
-- message is somebody else's: see recycled.lua; or {1 when the window opened by it}.
--- include clock hash lists names windows buckets lifetime waiting
local at = tonumber(ARGV[3])

local elsewhere, left = root(KEYS[2], ARGV[1])
if elsewhere then return {left and at > left and 'left' or 'moved', elsewhere} end

local now, _, now_us = clock(ARGV[2])
local record = load(KEYS[1])
local before, shut = number(record['in']), tonumber(record.shut) or -1

redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ARGV[9])
if ARGV[7] == '1' and at > now - ARGV[9] then
  waits(record, at, tonumber(ARGV[8]))
  set(KEYS[1], 'wait', record.wait)
  list_waiting(KEYS[3], ARGV[1], record, ARGV[9])
end

if ARGV[6] == '1' then
  redis.call('HSET', KEYS[1], 'ad', union({record.ad or '', ARGV[3]}, ARGV[10]))
end

-- What comes in counts for the throughput, too; what comes late did so at its time.
local function count_in()
  local full, interval = rate_bucket(redis.call('HGET', KEYS[4], 'out'))
  interval = interval or tonumber(ARGV[13])
  full = math.min(math.max(full, now_us) + interval, now_us + interval * math.floor(1000000 / interval))
  redis.call('HSET', KEYS[4], 'out', written_bucket(full, interval))
  redis.call('EXPIRE', KEYS[4], ARGV[14])
end

if ARGV[7] == '1' and at > now - 10 then count_in() end

-- The count of the quarter ends when the last window of it can have ended.
local function is_past(of)
  return (of + 1) * 900 + ARGV[4] <= now
end

local function count_window(of)
  if not of or is_past(of) then return end
  if redis.call('HINCRBY', KEYS[5], of, 1) == 1 then
    for _, one in ipairs(redis.call('HKEYS', KEYS[5])) do
      if is_past(tonumber(one)) then redis.call('HDEL', KEYS[5], one) end
    end
  end
  redis.call('EXPIRE', KEYS[5], ARGV[15])
end

local was_in = quarter(record)

-- Of two ways of knowing at the same second a message is the better one.
if at > before then
  redis.call('HSET', KEYS[1], 'in', ARGV[3])
  set(KEYS[1], 'via', ARGV[5])
  record['in'] = ARGV[3]
elseif at == before and ARGV[5] < (record.via or '') then
  set(KEYS[1], 'via', ARGV[5])
end
keep(KEYS[1], record, ARGV[11], ARGV[12])

local is_in = quarter(record)
if is_in ~= was_in then
  uncount_window(KEYS[5], was_in)
  count_window(is_in)
end

local was_open = before > shut and now < before + ARGV[4]
local is_open = at > shut and now < at + ARGV[4]
return {at > before and is_open and not was_open and 1 or 0}
