-- Decides one send and reserves what it consumes, in one step.
--
-- KEYS[1] the contact's record          KEYS[2] the number's record
-- ARGV  1 clock offset, ms
--       2 reservation id
--       3 length of a customer service window, s
--       4 window margin, ms
--       5 1 when the window must be open
--       6 1 when an unknown window passes
--       7 1 when the send is marketing; the rest is read only then
--       8 counted marketing sends allowed per conversation
--       9 length of a marketing conversation, s
--      10 shortest time between counted sends, s
--      11 1 when a reply starts the count anew
--      12 first cool-down after a 131049, s
--      13 longest cool-down, s
--      14 how long a record lives after its last change, s
--      15 how long one with a stated preference lives, s
--
-- Answers {outcome, window, now ms, window end ms, last inbound s, fact, fact, next s}; what is not
-- known is 0. outcome is admitted, reserved or what refused; its facts stand with each below.
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
local now = math.floor(now_ms / 1000)

local record = redis.call('HMGET', KEYS[1], 'inbound', 'shut', 'sent', 'failed', 'stop')
local inbound, shut = tonumber(record[1]), tonumber(record[2])

local function window()
  if inbound and not (shut and shut >= inbound) then
    local ends = (inbound + ARGV[3]) * 1000 - ARGV[4]
    if now_ms < ends then return 'open', ends, 0 end
    return 'closed', 0, 0
  end
  if inbound or shut then return 'closed', 0, 0 end
  local covered = tonumber(redis.call('HGET', KEYS[2], 'covered')) or 0
  if covered > 0 and now >= covered + ARGV[3] then return 'closed', 0, covered end
  return 'unknown', 0, covered
end

local state, ends, covered = window()

local function answer(outcome, fact1, fact2, next_at)
  return {outcome, state, now_ms, ends, inbound or 0, fact1 or 0, fact2 or 0, next_at or 0}
end

if ARGV[5] == '1' then
  if state == 'unknown' and ARGV[6] ~= '1' then return answer('window_unknown', covered) end
  if state == 'closed' then
    return answer('window_closed', shut and shut >= (inbound or 0) and shut or 0)
  end
end
if ARGV[7] ~= '1' then return answer('admitted') end

-- Marketing from here on.
local stopped = record[5] and string.match(record[5], '^out (%d+)')
if stopped then return answer('opted_out', tonumber(stopped)) end

-- Counts the 131049s since the contact last wrote; after the longest cool-down without one, anew.
local function cool_down()
  local repeats, last = 0, nil
  for at in string.gmatch(record[4] or '', '(%d+):') do
    at = tonumber(at)
    if not (inbound and inbound >= at) then
      if last and at - last >= tonumber(ARGV[13]) then repeats = 0 end
      repeats, last = repeats + 1, at
    end
  end
  if not last then return 0, 0 end
  return last, last + math.min(ARGV[12] * 2 ^ (repeats - 1), ARGV[13])
end

local failed_at, cool_until = cool_down()
if state == 'open' then
  if now < cool_until then return answer('cool_down', failed_at, 0, cool_until) end
  return answer('admitted')
end

-- Counted sends of the open conversation, oldest first.
local sent, first, last = 0, 0, 0
for at in string.gmatch(record[3] or '', '(%d+):') do
  at = tonumber(at)
  sent, last = sent + 1, at
  if first == 0 then first = at end
end
local replied = ARGV[11] == '1' and inbound and inbound >= last
local fresh = sent == 0 or replied or now >= first + ARGV[9]
local gap_until = last > 0 and not replied and last + ARGV[10] or 0
local allowance = tonumber(ARGV[8])
local full_until = 0
if fresh then sent = 0 elseif sent >= allowance then full_until = first + ARGV[9] end

if allowance == 0 then return answer('allowance_used') end
if full_until > now and full_until >= math.max(cool_until, gap_until) then
  return answer('allowance_used', sent, first, full_until)
end
if cool_until > now and cool_until >= gap_until then
  return answer('cool_down', failed_at, 0, cool_until)
end
if gap_until > now then return answer('too_soon', 0, 0, gap_until) end

local entry = string.format('%d:%s', now, ARGV[2])
local entries = fresh and entry or record[3] .. ',' .. entry
redis.call('HSET', KEYS[1], 'sent', entries)
redis.call('EXPIRE', KEYS[1], record[5] and ARGV[15] or ARGV[14])
return answer('reserved')
