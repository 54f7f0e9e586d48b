-- A message accepted earlier was reported failed: gives back its marketing slot, its price and the
-- free entry point or conversation it would have opened, and takes in what the error says of the
-- contact.
--
-- key.contact       the contact's record
-- key.names         the bucket of the contact's name
-- key.spend         the number's spend of the status's month
-- key.spend_before  and of the month before
-- key.windows       the number's open windows, by quarter of an hour
-- arg.name
-- arg.at            Meta's timestamp of the status, s
-- arg.mark          the message's
-- arg.meaning       of the error: shut (131047), rest (131049), stop (131050) or nothing
-- arg.first_day     of the status's month, in days since 1970
-- arg.record_life   how long a record lives after its last change, s
--
-- Answers {'moved', name}, or
-- answer.known      1 when the send was known
-- answer.window     when it left, or nothing
-- answer.via        how the newest inbound is known
-- answer.to_run     seconds its window had to run when the send left
--- include hash lists moved windows lifetime consent due conversations spend spend_month prices failures
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record = load(key.contact)
local at, mark = tonumber(arg.at), arg.mark
local known, changed = 0, false

local function write(field, value)
  set(key.contact, field, value)
  changed = true
end

-- The newest marks of failures that came before their message was committed, with this one.
local function early_failures()
  local all = {}
  for _, one in ipairs(split(record.early)) do
    if one ~= mark then all[#all + 1] = one end
  end
  all[#all + 1] = mark
  return table.concat(all, ',', math.max(1, #all - EARLY_FAILURES_REMEMBERED + 1))
end

local function give_back_slot()
  local found, pending, kept = false, false, {}
  for sent_at, id in string.gmatch(record.sent or '', '(%d+):([^,]+)') do
    if id == mark then found = true else kept[#kept + 1] = sent_at .. ':' .. id end
    if string.sub(id, 1, 1) == RESERVATION then pending = true end
  end
  if found then
    known = 1
    write('sent', table.concat(kept, ','))
  elseif pending then
    -- Perhaps the message under way, whose answer is not in yet: settle.lua looks here.
    write('early', early_failures())
  end
end

-- The prices of sends that are counted as billable, as expected to be, as free of the month's, and of
-- those that may have begun a conversation: see prices.lua.
local billable, expected, of_quota, began_conversation = 'rRUV', 'rRD', 'qQ', 'rsqRDSQU'

-- Takes the send out of what was counted.
local function uncount(send)
  local month, price = month_of(send), send.price
  count(month, send.at, send.category, send.country, SPEND_MESSAGES, -1)
  if is_one_of(price, billable) then
    count(month, send.at, send.category, send.country, SPEND_BILLABLE, -1)
  end
  if is_one_of(price, expected) then
    count(month, send.at, send.was, send.country, SPEND_EXPECTED, -1)
  elseif is_one_of(price, of_quota) then
    redis.call('HINCRBY', month, 'free', -1)
  end
  if is_settled(price) then
    count(month, send.at, send.category, send.country, SPEND_CONFIRMED, -1)
  end
end

local function give_back_price()
  local send = take_due(record, mark)
  if not send then return end
  known = 1
  write('due', record.due)
  uncount(send)
  local may_have_begun_one = is_one_of(send.price, began_conversation)
  if may_have_begun_one and conversation(record, send.was) == send.at then
    write('conv', without(record.conv, send.was))
  end
  return send
end

local function give_back_free_entry()
  local found, kept = false, {}
  for _, one in ipairs(split(record.fep)) do
    if string.match(one, ':(%x+)$') == mark then found = true else kept[#kept + 1] = one end
  end
  if found then write('fep', table.concat(kept, ',')) end
end

-- The window was closed.
local function shut()
  if at <= (tonumber(record.shut) or -1) then return end
  local was_in = quarter(record)
  record.shut = at
  write('shut', at)
  if not quarter(record) then uncount_window(key.windows, was_in) end
end

-- Remembers the newest 131049s, a message once, by its first report.
local function rest()
  local all = {}
  for failed_at, id in string.gmatch(record.failed or '', '(%d+):([^,]+)') do
    if id == mark then
      at = math.min(at, tonumber(failed_at))
    else
      all[#all + 1] = {tonumber(failed_at), id}
    end
  end
  all[#all + 1] = {at, mark}
  write('failed', newest_failures(all))
end

local function stop()
  record.consent = newer_consent(record.consent, string.format('out %d meta', at))
  write('consent', record.consent)
end

give_back_slot()
local send = give_back_price()
give_back_free_entry()
local meanings = {shut = shut, rest = rest, stop = stop}
if meanings[arg.meaning] then meanings[arg.meaning]() end
if changed then keep(key.contact, record, arg.record_life) end
return answer({
  known = known, window = send and send.window or '', via = send and record.via or '',
  to_run = send and number(record['in']) + WINDOW_LENGTH - send.at or 0
})
