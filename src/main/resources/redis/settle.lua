-- Settles sends of a number, each on its own: Meta accepted it, or it did not happen. Accepted: it is
-- an answer to whoever waits, may open a free entry point or a conversation, is counted in the spend,
-- and its reserved slot is named after the message, or goes when that message was reported failed
-- before this. Else the slot is given back. Not to be repeated: it counts.
--
-- KEYS[1] the number's record      KEYS[2] the number's list of who waits
--       and of each send: the contact's record; the bucket of the contact's name; the number's spend
--       of the month; when the contact's pair rate is whole again, ms
-- ARGV  1 how long a free entry point may be answered, 2 lasts, 3 a conversation lasts, s
--       4 unconfirmed sends remembered
--       5 how long the list of who waits lives, 6 the spend, 7 the number's record, s
--       8 how long a record lives after its last change, 9 one with a stated consent, s
--       10 the pair rate's interval, ms
--       and of each send: name; when it was admitted, s; reservation id; the accepted message's mark,
--       or nothing; category; country; window when it left; the rule that would have refused it, a
--       digit or -; 1 when charged by conversation, in a window, outside; messages free per month;
--       what it holds, as admit.lua says
--
-- Answers for each send {'moved', name}, or {seconds the contact had waited for it or -1, charge}.
--- include hash lists names buckets lifetime due conversations charge remembered spend waiting
local fep_answer, fep_length, conversation_length, due_remembered, waiting_life, spend_life,
  number_life, life, consent_life, pair_interval = unpack(ARGV, 1, 10)
local keys_each, arguments_each = 4, 13
local accepted, first_accepted = 0, nil

-- A bucket that is full again by now is none the fuller for one token more.
local function give_back(held, pair)
  if string.find(held, 'p', 1, true) then
    local full = redis.call('GET', pair)
    if full then
      redis.call('SET', pair, string.format('%.0f', full - pair_interval), 'KEEPTTL')
    end
  end
  for letter, field in pairs({t = 'out', m = 'promo'}) do
    if string.find(held, letter, 1, true) then
      local full, interval = rate_bucket(redis.call('HGET', KEYS[1], field))
      if interval then
        redis.call('HSET', KEYS[1], field, written_bucket(full - interval, interval))
      end
    end
  end
end

-- Takes the mark out of the failures that came before their messages; answers whether it was there.
local function failed_early(key, record, mark)
  if not record.early then return false end
  local kept, failed = {}, false
  for _, one in ipairs(split(record.early)) do
    if one == mark then failed = true else kept[#kept + 1] = one end
  end
  if failed then set(key, 'early', table.concat(kept, ',')) end
  return failed
end

local function name_slot(key, record, reservation, mark)
  if not record.sent then return end
  local kept = {}
  for sent_at, id in string.gmatch(record.sent, '(%d+):([^,]+)') do
    if id ~= reservation then
      kept[#kept + 1] = sent_at .. ':' .. id
    elseif mark ~= '' then
      kept[#kept + 1] = sent_at .. ':' .. mark
    end
  end
  set(key, 'sent', table.concat(kept, ','))
end

local function answer(key, record, name, at)
  local waiting = record.wait
  local waited = replied(record, at)
  redis.call('HSET', key, 'replied', record.replied)
  if waiting then set(key, 'wait', record.wait) end
  if waited >= 0 then
    redis.call('HSET', key, 'took', record.took)
    list_waiting(KEYS[2], name, record, waiting_life)
  end
  return waited
end

-- Counts an accepted send, and remembers it until it is delivered and priced.
local function charged(key, record, month, at, bill, send)
  local price = charge(record, at, send.window == 'o', bill, month)
  if bill.conversation == '1' and price ~= 'f' and price ~= 'c' then
    redis.call('HSET', key, 'conv',
      bill.category .. ':' .. at .. ',' .. without(record.conv, bill.category))
  end
  if price == 'q' then redis.call('HINCRBY', month, 'free', 1) end
  count(month, at, bill.category, send.country, 'm', 1)
  if price == 'r' then
    count(month, at, bill.category, send.country, 'b', 1)
    count(month, at, bill.category, send.country, 'e', 1)
  end
  redis.call('EXPIRE', month, spend_life)
  send.price = price
  local due = split(record.due)
  due[#due + 1] = written(send)
  local was_free = record.fep
  due_sends(record, due, bill, due_remembered)
  redis.call('HSET', key, 'due', record.due)
  if record.fep ~= was_free then set(key, 'fep', record.fep) end
  return price
end

local function settle(key, bucket, month, pair, name, at, reservation, mark, category, country, window,
  observed, by_conversation, inside, outside, free, held)
  local elsewhere = root(bucket, name)
  if elsewhere then return {'moved', elsewhere} end
  at = tonumber(at)
  local record = load(key)
  local failed = failed_early(key, record, mark)
  name_slot(key, record, reservation, failed and '' or mark)
  if mark == '' then
    give_back(held, pair)
    return {-1, ''}
  end
  accepted, first_accepted = accepted + 1, first_accepted or at
  local waited, price = answer(key, record, name, at), ''
  if not failed then
    price = charged(key, record, month, at, {
      category = category, conversation = by_conversation, inside = inside, outside = outside,
      free = free, fep_answer = fep_answer, fep_length = fep_length,
      conversation_length = conversation_length
    }, {
      mark = mark, at = at, category = category, was = category, country = country,
      window = window, observed = observed
    })
  end
  keep(key, record, life, consent_life)
  return {waited, price}
end

local answers = {}
for i = 1, (#KEYS - 2) / keys_each do
  local key, argument = 2 + (i - 1) * keys_each, 10 + (i - 1) * arguments_each
  answers[i] = settle(KEYS[key + 1], KEYS[key + 2], KEYS[key + 3], KEYS[key + 4],
    unpack(ARGV, argument + 1, argument + arguments_each))
end
if accepted > 0 then
  redis.call('HSETNX', KEYS[1], 'spoke', first_accepted)
  redis.call('HINCRBY', KEYS[1], 'unheard', accepted)
  redis.call('EXPIRE', KEYS[1], number_life)
end
return answers
