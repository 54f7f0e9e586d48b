-- Settles sends of a number, each on its own: Meta accepted it, or it did not happen. Accepted: it is
-- an answer to whoever waits, may open a free entry point or a conversation, is counted in the spend,
-- and its reserved slot is named after the message, or goes when that message was reported failed
-- before this. Else the slot is given back. Not to be repeated: it counts.
--
-- key.number             the number's record
-- key.waiting            the number's list of who waits
-- key.spend              the number's spend of the month in which all of them were admitted
-- arg.record_life        how long a record lives after its last change, s
-- And of each send:
-- each_key.contact       the contact's record
-- each_key.names         the bucket of the contact's name
-- each_key.pair_rate     when the contact's pair rate is whole again, ms
-- each_arg.name
-- each_arg.at            when it was admitted, s
-- each_arg.reservation   its id
-- each_arg.mark          of the message that was accepted, or nothing
-- each_arg.kind          category, country, window when it left, the rule that would have refused it or
--                        NOT_OBSERVED, 1 when charged by conversation, in a window, outside; messages
--                        free per month; what it holds, a letter each
--
-- Answers for each send {'moved', name}, or the seconds the contact had waited for it, or -1.
--- include hash lists names buckets lifetime due conversations opens_conversation charge remembered spend waiting
local accepted, first_accepted = 0, nil

-- Sends of a kind are many: what is said of it is read once, and what is counted is counted together.
local kinds = {}

local function kind_of(text)
  local known = kinds[text]
  if known then return known end
  local category, country, window, observed, conversation, inside, outside, free, held =
    string.match(text, '^(.)(..)(.)(.)(.)(.)(.)(%d+)(.*)$')
  local is_charged = outside
  if window == WINDOW_OPEN then is_charged = inside end
  local kind = {
    category = category, country = country, by_conversation = conversation == '1',
    is_charged = is_charged == '1', free = tonumber(free), held = held, messages = {}, billable = {},
    -- As due.lua has it, before and after the price.
    sent_as = category .. category .. country, left = window .. observed
  }
  kinds[text] = kind
  return kind
end

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
  local kept, failed = {}, false
  for _, one in ipairs(split(record.early)) do
    if one == mark then failed = true else kept[#kept + 1] = one end
  end
  if failed then set(contact, 'early', table.concat(kept, ',')) end
  return failed
end

local function name_slot(contact, record, reservation, mark)
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
local function note_reply(contact, name, record, text)
  local at = tonumber(text)
  if not record.wait then
    if at > number(record.replied) then record.replied = text end
    return -1
  end
  local waited = replied(record, at)
  set(contact, 'wait', record.wait)
  if waited >= 0 then
    redis.call('HSET', contact, 'took', record.took)
    list_waiting(key.waiting, name, record)
  end
  return waited
end

-- What it costs.
local function price_of(contact, record, at, kind)
  local in_free_entry = number(record.fepend) > at
  if record.ad or record.fep then
    local ends, pending = free_entry(record, at)
    in_free_entry = ends > 0 or pending > 0
  end
  local in_conversation = false
  if kind.by_conversation then
    local began = conversation(record, kind.category)
    in_conversation = began > 0 and at < began + CONVERSATION_LENGTH
  end
  local price = charge(in_free_entry, in_conversation, kind.is_charged, kind.free, key.spend)
  if kind.by_conversation and opens_conversation(price) then
    redis.call('HSET', contact, 'conv',
      kind.category .. ':' .. at .. ',' .. without(record.conv, kind.category))
  end
  if price == CHARGE_FREE_QUOTA then redis.call('HINCRBY', key.spend, 'free', 1) end
  return price
end

-- Counts an accepted send, and remembers it until it is delivered and priced.
local function charged(contact, record, at, mark, kind)
  local price = price_of(contact, record, at, kind)
  local day = math.floor(at / DAY)
  kind.messages[day] = (kind.messages[day] or 0) + 1
  if price == CHARGE_REGULAR then kind.billable[day] = (kind.billable[day] or 0) + 1 end
  local was_free = record.fep
  remember_due(record, mark .. string.format('%010d', at) .. kind.sent_as .. price .. kind.left)
  if record.fep ~= was_free then set(contact, 'fep', record.fep) end
end

local function settle(i)
  local contact, mark, kind = each_key.contact, each_arg.mark, kind_of(each_arg.kind)
  local record, at = load(contact), tonumber(each_arg.at)
  -- A name that has a record is nobody's alias: names.lua ends the one when it makes the other.
  if not next(record) then
    local elsewhere = root(each_key.names, each_arg.name)
    if elsewhere then return {'moved', elsewhere} end
  end
  local failed = record.early and failed_early(contact, record, mark)
  local reservation = each_arg.reservation
  if record.sent and string.find(record.sent, reservation, 1, true) then
    name_slot(contact, record, reservation, failed and '' or mark)
  end
  if mark == '' then
    if string.find(kind.held, HELD_RIGHT, 1, true) and record.used and
      string.find(record.used, reservation, 1, true) then
      redis.call('HDEL', contact, 'used')
    end
    give_back(kind.held, each_key.pair_rate)
    return -1
  end
  accepted, first_accepted = accepted + 1, first_accepted or at
  local replied_before = number(record.replied)
  local waited = note_reply(contact, each_arg.name, record, each_arg.at)
  if failed then
    redis.call('HSET', contact, 'replied', record.replied)
  else
    charged(contact, record, at, mark, kind)
    redis.call('HSET', contact, 'replied', record.replied, 'due', record.due)
  end
  -- An answer renewed it then.
  if at - replied_before >= SPARE_LIFE then keep(contact, record, arg.record_life) end
  return waited
end

local answers = {}
for i = 1, each_count do answers[i] = settle(i) end

for _, kind in pairs(kinds) do
  for day, messages in pairs(kind.messages) do
    local at = day * DAY
    count(key.spend, at, kind.category, kind.country, SPEND_MESSAGES, messages)
    local billable = kind.billable[day]
    if billable then
      count(key.spend, at, kind.category, kind.country, SPEND_BILLABLE, billable)
      count(key.spend, at, kind.category, kind.country, SPEND_EXPECTED, billable)
    end
  end
end
if accepted > 0 then
  redis.call('EXPIRE', key.spend, SPEND_LIFE)
  redis.call('HSETNX', key.number, 'spoke', first_accepted)
  redis.call('HINCRBY', key.number, 'unheard', accepted)
  redis.call('EXPIRE', key.number, NUMBER_LIFE)
end
return answers
