-- The contact wrote or called: the window reaches to the newest one's timestamp plus its length.
--
-- key.contact       the contact's record
-- key.names         the bucket of the contact's name
-- key.waiting       the number's list of who waits
-- key.number        the number's record
-- key.windows       the number's open windows, by quarter of an hour
-- key.open          contacts whose parked sends may leave, by when the next is tried, ms
-- key.untold        lists that leave by a message of which the CRM has not heard yet, by until when that is waited for, ms
-- arg.name
-- arg.clock_offset  ms
-- arg.at            Meta's timestamp, s
-- arg.at_ms?        the same in ms, where Meta tells them
-- arg.via           how it is known: empty for a message, else a letter
-- arg.from_ad       1 when it came from an ad
-- arg.waits         1 when it waits for an answer
-- arg.interval      of the number's throughput as configured, for before the first send, us
-- arg.record_life   how long a record lives after its last change, s
--
-- Answers {'moved', name}; {'left', name} when the name was left for that one before, so that the
-- message is somebody else's: see recycled.lua; or
-- answer.opened     1 when the window opened by it
-- answer.leaving    the lists of the contact's parked sends, which may leave now, see park.lua
-- answer.under_way  those that may leave since an earlier message, and have not yet, or the CRM has not heard of it
--- include clock hash lists names windows buckets lifetime waiting
local at = tonumber(arg.at)

local elsewhere, left = root(key.names, arg.name)
if elsewhere then return {left and at > left and 'left' or 'moved', elsewhere} end

local now, now_ms, now_us = clock()
local record = load(key.contact)
local before, shut = number(record['in']), tonumber(record.shut) or -1

redis.call('ZREMRANGEBYSCORE', key.waiting, '-inf', now - WAITING_LIFE)
if arg.waits == '1' and at > now - WAITING_LIFE then
  waits(record, at)
  set(key.contact, 'wait', record.wait)
  list_waiting(key.waiting, arg.name, record)
end

if arg.from_ad == '1' then
  redis.call('HSET', key.contact, 'ad', union({record.ad or '', arg.at}, ADS_REMEMBERED))
end

-- What comes in counts for the throughput, too; what comes late did so at its time.
local function count_in()
  local full, interval = rate_bucket(redis.call('HGET', key.number, 'out'))
  interval = interval or tonumber(arg.interval)
  local burst = math.floor(MICROSECONDS / interval)
  full = math.min(math.max(full, now_us) + interval, now_us + interval * burst)
  redis.call('HSET', key.number, 'out', string.format('%d %d', full, interval))
  redis.call('EXPIRE', key.number, NUMBER_LIFE)
end

if arg.waits == '1' and at > now - LATE_INBOUND then count_in() end

-- The count of the quarter ends when the last window of it can have ended.
local function is_past(of)
  return (of + 1) * QUARTER_HOUR + WINDOW_LENGTH <= now
end

local function count_window(of)
  if not of or is_past(of) then return end
  if redis.call('HINCRBY', key.windows, of, 1) == 1 then
    for _, one in ipairs(redis.call('HKEYS', key.windows)) do
      if is_past(tonumber(one)) then redis.call('HDEL', key.windows, one) end
    end
  end
  redis.call('EXPIRE', key.windows, WINDOWS_LIFE)
end

local was_in = quarter(record)

-- Of two ways of knowing at the same second a message is the better one.
if at > before then
  redis.call('HSET', key.contact, 'in', arg.at)
  set(key.contact, 'via', arg.via)
  record['in'] = arg.at
elseif at == before and arg.via < (record.via or '') then
  set(key.contact, 'via', arg.via)
end
if arg.at_ms ~= '' and tonumber(arg.at_ms) > number(record.inms) then
  redis.call('HSET', key.contact, 'inms', arg.at_ms)
end
keep(key.contact, record, arg.record_life)

local is_in = quarter(record)
if is_in ~= was_in then
  uncount_window(key.windows, was_in)
  count_window(is_in)
end

-- What may leave does so while it is among the open lists.
local function is_under_way(list)
  return redis.call('ZSCORE', key.open, list) or (tonumber(redis.call('ZSCORE', key.untold, list)) or 0) > now_ms
end

local under_way = {}
for _, list in ipairs(split(record.leaves)) do
  if is_under_way(list) then under_way[#under_way + 1] = list end
end

-- What is parked leaves: by whoever calls this, or, from here on, by any replica.
local newest = number(record['in'])
local leaving, leaves = '', table.concat(under_way, ',')
if record.park and newest > shut and now < newest + WINDOW_LENGTH then
  leaving, leaves = record.park, union({leaves, record.park})
  for _, list in ipairs(split(leaving)) do
    redis.call('ZADD', key.open, now_ms, list)
    redis.call('ZADD', key.untold, now_ms + UNTOLD_LONGEST, list)
  end
  redis.call('EXPIRE', key.open, DEFERRED_LIFE)
  redis.call('ZREMRANGEBYSCORE', key.untold, '-inf', now_ms)
  redis.call('PEXPIRE', key.untold, UNTOLD_LONGEST)
  redis.call('HDEL', key.contact, 'park')
end
if leaves ~= (record.leaves or '') then set(key.contact, 'leaves', leaves) end

local was_open = before > shut and now < before + WINDOW_LENGTH
local is_open = at > shut and now < at + WINDOW_LENGTH
return answer({opened = at > before and is_open and not was_open and 1 or 0, leaving = leaving,
  under_way = table.concat(under_way, ',')})
