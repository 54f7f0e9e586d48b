-- Meta accepted a send, or it did not happen. Accepted: it is an answer to whoever waits, may open a
-- free entry point or a conversation, is counted in the spend, and its reserved slot is named after
-- the message, or goes when that message was reported failed before this. Else the slot is given back.
-- Not to be repeated: it counts.
--
-- KEYS[1] the contact's record     KEYS[2] the bucket of the contact's name
-- KEYS[3] the number's record      KEYS[4] the number's spend of the month
-- KEYS[5] the number's list of who waits
-- KEYS[6] when the contact's pair rate is whole again, ms
-- ARGV  1 name                     2 when it was admitted, s
--       3 reservation id           4 the accepted message's mark, or nothing
--       5 category                 6 country
--       7 window when it left      8 the rule that would have refused it, a digit or -
--       9 1 when charged by conversation
--      10, 11 1 when charged in a window, outside
--      12 messages free per month
--      13 how long a free entry point may be answered, 14 lasts, 15 a conversation lasts, s
--      16 unconfirmed sends remembered
--      17 how long the list of who waits lives, s
--      18 how long the spend lives, 19 the number's record, s
--      20 how long a record lives after its last change, 21 one with a stated consent, s
--      22 what it holds, as admit.lua says; 23 the pair rate's interval, ms
--
-- Answers {'moved', name}, or {seconds the contact had waited for it or -1, charge}.
local name, at, reservation, mark, category, country, window, observed, by_conversation, inside,
  outside, free, fep_answer, fep_length, conversation_length, due_remembered, waiting_life,
  spend_life, number_life, life, consent_life, held, pair_interval = unpack(ARGV)

local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

at = tonumber(at)
local record = load(KEYS[1])

local kept, failed = {}, false
for _, one in ipairs(split(record.early)) do
  if one == mark then failed = true else kept[#kept + 1] = one end
end
if failed then set(KEYS[1], 'early', table.concat(kept, ',')) end

if record.sent then
  kept = {}
  for sent_at, id in string.gmatch(record.sent, '(%d+):([^,]+)') do
    if id ~= reservation then
      kept[#kept + 1] = sent_at .. ':' .. id
    elseif mark ~= '' and not failed then
      kept[#kept + 1] = sent_at .. ':' .. mark
    end
  end
  set(KEYS[1], 'sent', table.concat(kept, ','))
end

-- A bucket that is full again by now is none the fuller for one token more.
local function give_back()
  if string.find(held, 'p', 1, true) then
    local full = redis.call('GET', KEYS[6])
    if full then
      redis.call('SET', KEYS[6], string.format('%.0f', full - pair_interval), 'KEEPTTL')
    end
  end
  for letter, field in pairs({t = 'out', m = 'promo'}) do
    local full, interval = rate_bucket(redis.call('HGET', KEYS[3], field))
    if interval and string.find(held, letter, 1, true) then
      redis.call('HSET', KEYS[3], field, written_bucket(full - interval, interval))
    end
  end
end

if mark == '' then
  give_back()
  return {-1, ''}
end

redis.call('HSETNX', KEYS[3], 'spoke', at)
redis.call('HINCRBY', KEYS[3], 'unheard', 1)
redis.call('EXPIRE', KEYS[3], number_life)
local waited = replied(record, at)
set(KEYS[1], 'wait', record.wait)
redis.call('HSET', KEYS[1], 'replied', record.replied)
if waited >= 0 then
  redis.call('HSET', KEYS[1], 'took', record.took)
  list_waiting(KEYS[5], name, record, waiting_life)
end

local price = ''
if not failed then
  local bill = {
    category = category, conversation = by_conversation, inside = inside, outside = outside,
    free = free, fep_answer = fep_answer, fep_length = fep_length,
    conversation_length = conversation_length
  }
  price = charge(record, at, window == 'o', bill, KEYS[4])
  if by_conversation == '1' and price ~= 'f' and price ~= 'c' then
    redis.call('HSET', KEYS[1], 'conv', category .. ':' .. at .. ',' .. without(record.conv, category))
  end
  if price == 'q' then redis.call('HINCRBY', KEYS[4], 'free', 1) end
  count(KEYS[4], at, category, country, 'm', 1)
  if price == 'r' then
    count(KEYS[4], at, category, country, 'b', 1)
    count(KEYS[4], at, category, country, 'e', 1)
  end
  redis.call('EXPIRE', KEYS[4], spend_life)
  local due = split(record.due)
  due[#due + 1] = written({
    mark = mark, at = at, category = category, was = category, country = country,
    price = price, window = window, observed = observed
  })
  due_sends(record, due, bill, due_remembered)
  redis.call('HSET', KEYS[1], 'due', record.due)
  set(KEYS[1], 'fep', record.fep)
end
keep(KEYS[1], record, life, consent_life)
return {waited, price}
