-- What the scripts of a contact share; put before each of them. KEYS[1] is always the record of the
-- name in ARGV[1], and KEYS[2] the bucket that says whether the name is now another's.
--
-- The record is a hash of facts that merge by maximum or as sets, so that order and repetition of
-- webhooks cannot matter; verdicts are derived from them. Times are in seconds.
--   in, via      newest inbound; how it is known, when not by a message
--   shut         newest 131047
--   sent         counted marketing sends, time:id, oldest first
--   failed       newest 131049s, time:mark
--   early        marks of failures that came before their message was committed
--   consent      out, in (by the contact) or put (by the business), time, source
--   names        the contact's other names
--   ad           newest messages that came from ads
--   fep          sends Meta priced as in a free entry point, time:mark; fepend: newest end it stated
--   nofep        newest send Meta priced as outside one
--   due          sends not known to be delivered and priced, oldest first, see entry
--   conv         conversations by category, C:time
--   wait         inbound messages without an answer; replied: newest answer; took: how long it took

local function clock(offset)
  local time = redis.call('TIME')
  local ms = time[1] * 1000 + math.floor(time[2] / 1000) + offset
  return math.floor(ms / 1000), ms, ms * 1000 + time[2] % 1000
end

local function load(key)
  local flat, record = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do record[flat[i]] = flat[i + 1] end
  return record
end

local function set(key, field, value)
  if value == nil or value == '' then
    redis.call('HDEL', key, field)
  else
    redis.call('HSET', key, field, value)
  end
end

local function split(list)
  local all = {}
  for one in string.gmatch(list or '', '[^,]+') do all[#all + 1] = one end
  return all
end

-- Where the name's facts are now, or nil for here; and when the name was left for that one, or nil.
-- An alias is kept as 'name', as 'name time' when it was left, or as ' time' when it is somebody
-- else's since.
local function root(bucket, name)
  local to, left = string.match(redis.call('HGET', bucket, name) or '', '^([^ ]*) ?(%d*)$')
  return to ~= '' and to or nil, tonumber(left)
end

local function moved()
  return (root(KEYS[2], ARGV[1]))
end

local function number(text)
  return tonumber(text) or 0
end

-- The quarter of an hour, since 1970, of the newest inbound whose window no 131047 closed; or nil.
local function quarter(record)
  local at, shut = tonumber(record['in']), tonumber(record.shut)
  if at and not (shut and shut >= at) then return math.floor(at / 900) end
end

-- The number's open windows are counted by quarter, for meters. Those of past quarters are nobody's
-- concern: they may be short of what they were, or gone.
local function uncount_window(windows, of)
  if of and redis.call('HINCRBY', windows, of, -1) <= 0 then redis.call('HDEL', windows, of) end
end

-- A token bucket is kept as the time when it will be full again (the generic cell rate algorithm).
-- Takes one of its burst tokens, of which one comes back every interval: answers that time then, when
-- the token is there, and how many are left after it.
local function take(full_at, now, interval, burst)
  local full = math.max(full_at, now) + interval
  local there = full - interval * burst
  return full, there, math.max(0, math.floor((now - there) / interval))
end

-- The number's buckets are kept as 'time interval', in us.
local function rate_bucket(text)
  local full, interval = string.match(text or '', '^(%d+) (%d+)$')
  return number(full), tonumber(interval)
end

local function written_bucket(full, interval)
  return string.format('%.0f %.0f', full, interval)
end

-- A record with a stated consent must outlive every campaign.
local function keep(key, record, life, consent_life)
  redis.call('EXPIRE', key, record.consent and consent_life or life)
end

-- The newest word stands; of two at the same second the strictest, then any, but always the same.
local function newer_consent(old, new)
  if not old then return new end
  if not new then return old end
  local was, since, source = string.match(old, '^(%a+) (%d+) (.*)$')
  local is, at, its = string.match(new, '^(%a+) (%d+) (.*)$')
  since, at = tonumber(since), tonumber(at)
  if at ~= since then return at > since and new or old end
  if was ~= is then return (was == 'out' or (was == 'in' and is ~= 'out')) and old or new end
  return its > source and new or old
end

-- A send of which more is to be heard, 25 characters: mark, time, category, category it was sent as,
-- country, charge (a capital when Meta has settled it), window when it left (o, c, u), and the rule
-- that would have refused it (a digit or letter, or -).
local function entry(text)
  local mark, at, category, was, country, price, window, observed =
    string.match(text, '^(%x%x%x%x%x%x%x%x)(%d%d%d%d%d%d%d%d%d%d)(.)(.)(..)(.)(.)(.)$')
  return {
    mark = mark, at = tonumber(at), category = category, was = was, country = country,
    price = price, window = window, observed = observed
  }
end

local function written(send)
  return send.mark .. string.format('%010d', send.at) .. send.category .. send.was .. send.country
    .. send.price .. send.window .. send.observed
end

-- Until when a free entry point window is open, or 0; until when an answer opens one, or 0. Each ad's
-- first answer opens one, and so does a send Meta priced so outside of any. bill holds the lengths
-- fep_answer and fep_length.
local function free_entry(record, now, bill)
  local stated, denied = number(record.fepend), number(record.nofep)
  if not record.ad and not record.fep then return stated > now and stated or 0, 0 end
  local sends, start, pending = {}, 0, 0
  for at in string.gmatch(record.fep or '', '(%d+):') do sends[#sends + 1] = {tonumber(at), true} end
  for _, one in ipairs(split(record.due)) do sends[#sends + 1] = {entry(one).at, false} end
  table.sort(sends, function(x, y) return x[1] < y[1] end)

  -- Until when the ads of before that time may be answered that were not by the last opening.
  local function unanswered(at)
    local ends = 0
    for ad in string.gmatch(record.ad or '', '%d+') do
      ad = tonumber(ad)
      if ad > start and ad > denied and ad <= at then ends = math.max(ends, ad + bill.fep_answer) end
    end
    return ends > at and ends or 0
  end

  for _, send in ipairs(sends) do
    local at, priced = send[1], send[2]
    if at > denied and at <= now
      and ((priced and at >= start + bill.fep_length) or unanswered(at) > 0) then
      start = at
    end
  end
  local ends = start > 0 and start + bill.fep_length or 0
  if stated > 0 and stated >= start then ends = stated end
  return ends > now and ends or 0, unanswered(now)
end

local function conversation(record, category)
  return number(string.match(record.conv or '', category .. ':(%d+)'))
end

-- The conversations but the category's.
local function without(conversations, category)
  local others = string.gsub(conversations or '', category .. ':%d+,?', '')
  return others
end

-- What a send at that time costs: r charged, f free entry point, c in an open conversation, s free
-- as sent, q within the month's free messages. bill holds category, conversation, inside, outside,
-- free (per month), and the lengths fep_answer, fep_length and conversation_length.
local function charge(record, now, window_open, bill, month)
  local free_until, answer_until = free_entry(record, now, bill)
  if free_until > 0 or answer_until > 0 then return 'f' end
  if bill.conversation == '1' then
    local began = conversation(record, bill.category)
    if began > 0 and now < began + bill.conversation_length then return 'c' end
  end
  if (window_open and bill.inside or bill.outside) ~= '1' then return 's' end
  if number(bill.free) > number(bill.free ~= '0' and redis.call('HGET', month, 'free')) then
    return 'q'
  end
  return 'r'
end

-- Takes the send out of the due ones; answers it, or nil.
local function take_due(record, mark)
  local kept, found = {}, nil
  for _, one in ipairs(split(record.due)) do
    if string.sub(one, 1, 8) == mark then found = entry(one) else kept[#kept + 1] = one end
  end
  record.due = table.concat(kept, ',')
  return found
end

-- Sends Meta priced as in a free entry point, one more; of too many, one inside another's window goes.
local function priced_free(record, at, mark, bill, most)
  local all = split(record.fep)
  all[#all + 1] = string.format('%d:%s', at, mark)
  table.sort(all)
  if #all > tonumber(most) then
    local inside, opened = 1, 0
    for i, one in ipairs(all) do
      local began = tonumber(string.match(one, '^%d+'))
      if began < opened + bill.fep_length then inside = i break end
      opened = began
    end
    table.remove(all, inside)
  end
  record.fep = table.concat(all, ',')
end

local function older_send(x, y)
  local first, second = string.sub(x, 9, 18), string.sub(y, 9, 18)
  return first < second or first == second and x < y
end

-- Keeps the newest due sends. One that opened a free entry point is remembered for that.
local function due_sends(record, all, bill, most)
  table.sort(all, older_send)
  record.due = table.concat(all, ',')
  while #all > tonumber(most) do
    local send = entry(all[1])
    local free_until = record.ad and free_entry(record, send.at, bill) or 0
    table.remove(all, 1)
    record.due = table.concat(all, ',')
    if free_until == send.at + bill.fep_length then
      priced_free(record, send.at, send.mark, bill, most)
    end
  end
end

-- Adds to a counter of the month's spend: m messages, b billable, e billable as expected, c
-- confirmed by Meta.
local function count(month, at, category, country, what, by)
  local field = math.floor(at / 86400) .. ':' .. category .. ':' .. country .. ':' .. what
  redis.call('HINCRBY', month, field, by)
end

-- All entries of the lists, each once, sorted; the last ones, when there are more than most.
local function union(lists, most)
  local seen, all = {}, {}
  for _, list in ipairs(lists) do
    for _, one in ipairs(split(list)) do
      if not seen[one] then
        seen[one] = true
        all[#all + 1] = one
      end
    end
  end
  table.sort(all)
  return table.concat(all, ',', most and math.max(1, #all - most + 1) or 1)
end

-- The newest of {time, mark}, as the record keeps them.
local function newest_failures(all, most)
  table.sort(all, function(x, y) return x[1] < y[1] or x[1] == y[1] and x[2] < y[2] end)
  local kept = {}
  for i = math.max(1, #all - most + 1), #all do
    kept[#kept + 1] = string.format('%d:%s', all[i][1], all[i][2])
  end
  return table.concat(kept, ',')
end

-- Notes an answer to whoever waits; answers how long they waited, or -1.
local function replied(record, at)
  local waited, still = -1, {}
  for _, one in ipairs(split(record.wait)) do
    if tonumber(one) > at then
      still[#still + 1] = one
    else
      waited = math.max(waited, at - tonumber(one))
    end
  end
  record.wait = table.concat(still, ',')
  if at > number(record.replied) then record.replied = at end
  if waited >= 0 then record.took = waited end
  return waited
end

-- Notes that a message waits for an answer, unless it has one.
local function waits(record, at, most)
  if at <= number(record.replied) then return end
  local all, text = {}, string.format('%d', at)
  for _, one in ipairs(split(record.wait)) do
    if one == text then return end
    all[#all + 1] = tonumber(one)
  end
  all[#all + 1] = at
  table.sort(all)
  record.wait = table.concat(all, ',', 1, math.min(#all, most))
end

-- Keeps the number's list of who waits since when.
local function list_waiting(waiting, name, record, life)
  local first = string.match(record.wait or '', '^%d+')
  if first then
    redis.call('ZADD', waiting, first, name)
    redis.call('EXPIRE', waiting, life)
  else
    redis.call('ZREM', waiting, name)
  end
end
