-- A message accepted earlier was sent or delivered, perhaps with Meta's word on its price.
--
-- KEYS[1] the contact's record     KEYS[2] the bucket of the contact's name
-- KEYS[3], KEYS[4] the number's spend of the status's month and of the one before
-- ARGV  1 name
--       2 the message's mark
--       3 1 when it was delivered, not only sent
--       4 Meta's word on the price: r charged, f free entry point, s free, or nothing
--       5 Meta's category, or nothing
--       6 end of the free entry point window Meta states, s, or 0
--       7 first day of the status's month, in days since 1970
--       8 how long a free entry point lasts, s
--       9 sends remembered that Meta priced as in one
--      10 how long a record lives after its last change, 11 one with a stated consent, s
--
-- Answers {'moved', name}, or {expected charge or nothing, expected category, the rule that would
-- have refused a message now delivered or nothing}.
--- include hash lists names lifetime due remembered spend
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record = load(KEYS[1])
local mark, delivered, price, category = ARGV[2], ARGV[3] == '1', ARGV[4], ARGV[5]
local changed = false

local function write(field, value)
  set(KEYS[1], field, value)
  changed = true
end

if tonumber(ARGV[6]) > number(record.fepend) then write('fepend', ARGV[6]) end

local send = take_due(record, mark)
if not send then
  if changed then keep(KEYS[1], record, ARGV[10], ARGV[11]) end
  return {'', '', ''}
end

-- How a settled price is noted: a capital for as expected, or D free though expected charged, U, V
-- charged though expected free, V if a window or conversation had made it so.
local function settled(expected, is)
  if expected == 'r' then return is == 'r' and 'R' or 'D' end
  if is == 'r' then return (expected == 'f' or expected == 'c') and 'V' or 'U' end
  return string.upper(expected)
end

local expected, contradicts = send.price, ''
if delivered and send.observed ~= '-' then
  contradicts, send.observed = send.observed, '-'
end
local confirmed = price ~= '' and string.find('rfcsq', expected, 1, true)
if confirmed then
  local month = math.floor(send.at / 86400) >= tonumber(ARGV[7]) and KEYS[3] or KEYS[4]
  local is = category ~= '' and category or send.was
  count(month, send.at, is, send.country, 'c', 1)
  if is ~= send.was then
    count(month, send.at, send.was, send.country, 'm', -1)
    count(month, send.at, is, send.country, 'm', 1)
  end
  if expected == 'r' then count(month, send.at, send.was, send.country, 'b', -1) end
  if price == 'r' then count(month, send.at, is, send.country, 'b', 1) end
  if expected == 'q' and price == 'r' then redis.call('HINCRBY', month, 'free', -1) end
  if price == 'f' then
    priced_free(record, send.at, mark, {fep_length = ARGV[8]}, ARGV[9])
    write('fep', record.fep)
  elseif send.at > number(record.nofep) then
    write('nofep', send.at)
  end
  send.category, send.price = is, settled(expected, price)
end

-- A send is done with when its price is settled and it was delivered; until then it may still fail.
if not delivered or string.find('rfcsq', send.price, 1, true) then
  local due = split(record.due)
  due[#due + 1] = written(send)
  table.sort(due, older_send)
  record.due = table.concat(due, ',')
end
write('due', record.due)
keep(KEYS[1], record, ARGV[10], ARGV[11])
return {confirmed and expected or '', send.was, contradicts}
