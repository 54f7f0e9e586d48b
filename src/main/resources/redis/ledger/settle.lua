-- Settles sends of a number, each on its own: Meta accepted it, or it did not happen. Accepted: it is
-- an answer to whoever waits, may open a free entry point or a conversation, is counted in the spend,
-- and its reserved slot is named after the message, or goes when that message was reported failed
-- before this. Else the slot is given back. Not to be repeated: it counts.
--
-- key.number             the number's record
-- key.waiting            the number's list of who waits
-- arg.record_life        how long a record lives after its last change, s
-- And of each send:
-- each_key.contact       the contact's record
-- each_key.names         the bucket of the contact's name
-- each_key.spend         the number's spend of the month
-- each_key.pair_rate     when the contact's pair rate is whole again, ms
-- each_arg.name
-- each_arg.at            when it was admitted, s
-- each_arg.reservation   its id
-- each_arg.mark          of the message that was accepted, or nothing
-- each_arg.category
-- each_arg.country
-- each_arg.window        when it left
-- each_arg.observed      the rule that would have refused it, or NOT_OBSERVED
-- each_arg.conversation  1 when charged by conversation
-- each_arg.inside        1 when charged in a window
-- each_arg.outside       1 when charged outside
-- each_arg.free          messages free per month
-- each_arg.held          what it holds, a letter each
--
-- Answers for each send {'moved', name}, or {seconds the contact had waited for it, or -1}.
--- include hash lists names buckets lifetime due conversations opens_conversation charge remembered spend waiting
local accepted, first_accepted, months = 0, nil, {}

-- A bucket that is full again by now is none the fuller for one token more.
local function give_back(held, pair_rate)
  if string.find(held, HELD_PAIR_RATE, 1, true) then
    local full = redis.call('GET', pair_rate)
    if full then
      redis.call('SET', pair_rate, string.format('%d', full - PAIR_INTERVAL_MS), 'KEEPTTL')
    end
  end
  for letter, field in pairs({[HELD_THROUGHPUT] = 'out', [HELD_MARKETING_RATE] = 'promo'}) do
    if string.find(held, letter, 1, true) then
      local full, interval = rate_bucket(redis.call('HGET', key.number, field))
      if interval then keep_rate(key.number, field, full - interval, interval) end
    end
  end
end

-- Takes the mark out of the failures that came before their messages; answers whether it was there.
local function failed_early(contact, record, mark)
  if not record.early then return false end
  local kept, failed = {}, false
  for _, one in ipairs(split(record.early)) do
    if one == mark then failed = true else kept[#kept + 1] = one end
  end
  if failed then set(contact, 'early', table.concat(kept, ',')) end
  return failed
end

local function name_slot(contact, record, reservation, mark)
  if not record.sent then return end
  local kept = {}
  for sent_at, id in string.gmatch(record.sent, '(%d+):([^,]+)') do
    if id ~= reservation then
      kept[#kept + 1] = sent_at .. ':' .. id
    elseif mark ~= '' then
      kept[#kept + 1] = sent_at .. ':' .. mark
    end
  end
  set(contact, 'sent', table.concat(kept, ','))
end

-- Whoever waited for it waits no more.
local function note_reply(contact, record, send)
  local waiting = record.wait
  local waited = replied(record, send.at)
  if waiting then set(contact, 'wait', record.wait) end
  if waited >= 0 then
    redis.call('HSET', contact, 'took', record.took)
    list_waiting(key.waiting, send.name, record)
  end
  return waited
end

-- Counts an accepted send, and remembers it until it is delivered and priced.
local function charged(contact, record, month, send)
  local free_until, answer_until = free_entry(record, send.at)
  local began = send.conversation == '1' and conversation(record, send.category) or 0
  local is_charged = send.outside
  if send.window == WINDOW_OPEN then is_charged = send.inside end
  send.price = charge(free_until > 0 or answer_until > 0,
    began > 0 and send.at < began + CONVERSATION_LENGTH, is_charged == '1', tonumber(send.free), month)
  if send.conversation == '1' and opens_conversation(send.price) then
    redis.call('HSET', contact, 'conv',
      send.category .. ':' .. send.at .. ',' .. without(record.conv, send.category))
  end
  if send.price == CHARGE_FREE_QUOTA then redis.call('HINCRBY', month, 'free', 1) end
  count(month, send.at, send.category, send.country, SPEND_MESSAGES, 1)
  if send.price == CHARGE_REGULAR then
    count(month, send.at, send.category, send.country, SPEND_BILLABLE, 1)
    count(month, send.at, send.category, send.country, SPEND_EXPECTED, 1)
  end
  months[month] = true
  send.was = send.category
  local due = split(record.due)
  due[#due + 1] = written(send)
  local was_free = record.fep
  due_sends(record, due)
  if record.fep ~= was_free then set(contact, 'fep', record.fep) end
end

local function settle(its, send)
  local elsewhere = root(its.names, send.name)
  if elsewhere then return {'moved', elsewhere} end
  send.at = tonumber(send.at)
  local record = load(its.contact)
  local failed = failed_early(its.contact, record, send.mark)
  name_slot(its.contact, record, send.reservation, failed and '' or send.mark)
  if send.mark == '' then
    give_back(send.held, its.pair_rate)
    return {-1}
  end
  accepted, first_accepted = accepted + 1, first_accepted or send.at
  local replied_before = number(record.replied)
  local waited = note_reply(its.contact, record, send)
  if failed then
    redis.call('HSET', its.contact, 'replied', record.replied)
  else
    charged(its.contact, record, its.spend, send)
    redis.call('HSET', its.contact, 'replied', record.replied, 'due', record.due)
  end
  -- An answer renewed it then.
  if send.at - replied_before >= SPARE_LIFE then keep(its.contact, record, arg.record_life) end
  return {waited}
end

local answers = {}
for i = 1, each_count do
  answers[i] = settle({
    contact = each_key.contact, names = each_key.names, spend = each_key.spend,
    pair_rate = each_key.pair_rate
  }, {
    name = each_arg.name, at = each_arg.at, reservation = each_arg.reservation,
    mark = each_arg.mark, category = each_arg.category, country = each_arg.country,
    window = each_arg.window, observed = each_arg.observed, conversation = each_arg.conversation,
    inside = each_arg.inside, outside = each_arg.outside, free = each_arg.free,
    held = each_arg.held
  })
end
for month in pairs(months) do redis.call('EXPIRE', month, SPEND_LIFE) end
if accepted > 0 then
  redis.call('HSETNX', key.number, 'spoke', first_accepted)
  redis.call('HINCRBY', key.number, 'unheard', accepted)
  redis.call('EXPIRE', key.number, NUMBER_LIFE)
end
return answers
