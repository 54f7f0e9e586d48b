-- A message accepted earlier was sent or delivered, perhaps with Meta's word on its price.
--
-- key.contact             the contact's record
-- key.names               the bucket of the contact's name
-- key.spend               the number's spend of the status's month
-- key.spend_before        and of the month before
-- arg.name
-- arg.mark                the message's
-- arg.delivered           1 when it was, 0 when it was only sent
-- arg.price               Meta's word on it: CHARGE_REGULAR, CHARGE_FREE_ENTRY_POINT,
--                         CHARGE_FREE_CUSTOMER_SERVICE, or nothing
-- arg.category            Meta's, or nothing
-- arg.free_entry_ends     the end of the free entry point window Meta states, s, or 0
-- arg.first_day           of the status's month, in days since 1970
-- arg.record_life         how long a record lives after its last change, s
--
-- Answers {'moved', name}, or
-- answer.expected         the charge that was, when Meta's word settles it now, or nothing
-- answer.contradicts      the rule that would have refused a message now delivered, or nothing
--- include hash lists moved lifetime due remembered spend spend_month prices
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record = load(key.contact)
local mark, delivered, price, category = arg.mark, arg.delivered == '1', arg.price, arg.category
local changed = false

local function write(field, value)
  set(key.contact, field, value)
  changed = true
end

if tonumber(arg.free_entry_ends) > number(record.fepend) then
  write('fepend', arg.free_entry_ends)
end

local send = take_due(record, mark)
if not send then
  if changed then keep(key.contact, record, arg.record_life) end
  return answer({expected = '', contradicts = ''})
end

-- How a price is noted that Meta's word settles, see prices.lua.
local function settled(expected)
  local is_charged = price == CHARGE_REGULAR
  if is_charged == (expected == CHARGE_REGULAR) then return string.upper(expected) end
  if not is_charged then return 'D' end
  local was_inside = expected == CHARGE_FREE_ENTRY_POINT or expected == CHARGE_IN_CONVERSATION
  return was_inside and 'V' or 'U'
end

-- Counts what Meta charges the send in instead of what was expected.
local function confirm(send, is)
  local month, at, country = month_of(send), send.at, send.country
  count(month, at, is, country, SPEND_CONFIRMED, 1)
  if is ~= send.was then
    count(month, at, send.was, country, SPEND_MESSAGES, -1)
    count(month, at, is, country, SPEND_MESSAGES, 1)
  end
  if send.price == CHARGE_REGULAR then count(month, at, send.was, country, SPEND_BILLABLE, -1) end
  if price == CHARGE_REGULAR then count(month, at, is, country, SPEND_BILLABLE, 1) end
  if send.price == CHARGE_FREE_QUOTA and price == CHARGE_REGULAR then
    redis.call('HINCRBY', month, 'free', -1)
  end
end

local expected, contradicts = '', ''
if delivered and send.observed ~= NOT_OBSERVED then
  contradicts, send.observed = send.observed, NOT_OBSERVED
end
if price ~= '' and not is_settled(send.price) then
  expected = send.price
  local is = category ~= '' and category or send.was
  confirm(send, is)
  if price == CHARGE_FREE_ENTRY_POINT then
    priced_free(record, send.at, mark)
    write('fep', record.fep)
  elseif send.at > number(record.nofep) then
    write('nofep', send.at)
  end
  send.category, send.price = is, settled(expected)
end

-- A send is done with when its price is settled and it was delivered; until then it may still fail.
if not delivered or not is_settled(send.price) then
  local due = split(record.due)
  due[#due + 1] = written(send)
  table.sort(due, older_send)
  record.due = table.concat(due, ',')
end
write('due', record.due)
keep(key.contact, record, arg.record_life)
return answer({expected = expected, contradicts = contradicts})
