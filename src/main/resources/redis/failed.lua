-- A message accepted earlier was reported failed: gives back its marketing slot, its price and the
-- free entry point or conversation it would have opened, and takes in what the error says of the
-- contact.
--
-- KEYS[1] the contact's record     KEYS[2] the bucket of the contact's name
-- KEYS[3], KEYS[4] the number's spend of the status's month and of the one before
-- KEYS[5] the number's open windows, by quarter of an hour
-- ARGV  1 name
--       2 Meta's timestamp of the status, s
--       3 the message's mark
--       4 what the error says: shut (131047), rest (131049), stop (131050) or nothing
--       5 first day of the status's month, in days since 1970
--       6 how many 131049s are remembered; more make no longer cool-down
--       7 how many failures are remembered that came before their message was committed
--       8 length of a customer service window, s
--       9 how long a record lives after its last change, 10 one with a stated consent, s
--
-- Answers {'moved', name}, or {1 when the send was known, window when it left or nothing, how the
-- newest inbound is known, seconds its window had to run when the send left}.
--- include hash lists names windows lifetime consent due conversations spend failures
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record = load(KEYS[1])
local at, mark, says = tonumber(ARGV[2]), ARGV[3], ARGV[4]
local changed = false

local function write(field, value)
  set(KEYS[1], field, value)
  changed = true
end

local known = 0

local function give_back()
  local found, pending, kept = false, false, {}
  for sent_at, id in string.gmatch(record.sent or '', '(%d+):([^,]+)') do
    if id == mark then found = true else kept[#kept + 1] = sent_at .. ':' .. id end
    if string.sub(id, 1, 1) == 'r' then pending = true end
  end
  if found then
    known = 1
    write('sent', table.concat(kept, ','))
  elseif pending then
    -- Perhaps the message under way, whose answer is not in yet: settle looks here.
    local all = {}
    for _, one in ipairs(split(record.early)) do
      if one ~= mark then all[#all + 1] = one end
    end
    all[#all + 1] = mark
    write('early', table.concat(all, ',', math.max(1, #all - ARGV[7] + 1)))
  end
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
  write('failed', newest_failures(all, ARGV[6]))
end

give_back()
local send = take_due(record, mark)
if send then
  known = 1
  write('due', record.due)
  local month = math.floor(send.at / 86400) >= tonumber(ARGV[5]) and KEYS[3] or KEYS[4]
  local price = send.price
  count(month, send.at, send.category, send.country, 'm', -1)
  if string.find('rRUV', price, 1, true) then
    count(month, send.at, send.category, send.country, 'b', -1)
  end
  if string.find('rRD', price, 1, true) then
    count(month, send.at, send.was, send.country, 'e', -1)
  elseif string.find('qQ', price, 1, true) then
    redis.call('HINCRBY', month, 'free', -1)
  end
  if string.find('RDUVFCSQ', price, 1, true) then
    count(month, send.at, send.category, send.country, 'c', -1)
  end
  if string.find('rsqRDSQU', price, 1, true) and conversation(record, send.was) == send.at then
    write('conv', without(record.conv, send.was))
  end
end
local freed, left = false, {}
for _, one in ipairs(split(record.fep)) do
  if string.sub(one, -8) == mark then freed = true else left[#left + 1] = one end
end
if freed then write('fep', table.concat(left, ',')) end
if says == 'shut' then
  if at > (tonumber(record.shut) or -1) then
    local was_in = quarter(record)
    record.shut = at
    write('shut', at)
    if not quarter(record) then uncount_window(KEYS[5], was_in) end
  end
elseif says == 'rest' then
  rest()
elseif says == 'stop' then
  record.consent = newer_consent(record.consent, string.format('out %d meta', at))
  write('consent', record.consent)
end
if changed then keep(KEYS[1], record, ARGV[9], ARGV[10]) end
if not send then return {known, '', '', 0} end
return {known, send.window, record.via or '', number(record['in']) + ARGV[8] - send.at}
