-- What became of a message to a group, for all of it or for one participant. Each participant it is
-- delivered to is a charge (platform-facts.md#groups); until one is heard of, the message stands for them.
--
-- key.contact      the group's record
-- key.names        the bucket of the group's name
-- key.spend        the number's spend of the status's month
-- key.spend_before and of the month before
-- key.message      what was heard of the message: send, as it stood among the group's due ones; all,
--                  and each participant's mark, see heard
-- arg.name
-- arg.mark         the message's
-- arg.participant  the participant's mark, or all
-- arg.country      of the participant, or of the group
-- arg.state        DELIVERED, FAILED, or NOTHING_HEARD when it was only sent
-- arg.price        Meta's word on it, as a charge, or NOTHING_HEARD
-- arg.category     Meta's, or NOTHING_HEARD
-- arg.first_day    of the status's month, in days since 1970
-- arg.record_life  how long a record lives after its last change, s
--
-- Answers {'moved', name}, or
-- answer.priced       how many charges more Meta has priced by this
-- answer.billable     1 when they are
-- answer.expected     the charge that was
-- answer.contradicts  the rule that would have refused a message now delivered, or nothing
-- answer.window       when it left, if all of it failed by this, or nothing
-- answer.via          how the newest inbound is known
-- answer.to_run       seconds its window had to run when the send left
--- include hash moved lifetime due conversations opens_conversation spend spend_month
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record, known = load(key.contact), load(key.message)
if not known.send then
  local due = take_due(record, arg.mark)
  if not due then
    return answer({
      priced = 0, billable = 0, expected = '', contradicts = '', window = '', via = '', to_run = 0
    })
  end
  set(key.contact, 'due', record.due)
  known.send = written(due)
end
local send = entry(known.send)

-- Country, what became of it, Meta's price and category.
local function heard(text)
  local country, state, price, category = string.match(text, '^(..)(.)(.)(.)$')
  return {country = country, state = state, price = price, category = category}
end

local function written_heard(of)
  return of.country .. of.state .. of.price .. of.category
end

-- The message's counters, by category, country and what is counted; and how many charges Meta priced.
local function counted()
  local all, one_heard, sums, priced = known.all and heard(known.all), false, {}, 0

  local function add(category, country, what)
    local counter = category .. country .. what
    sums[counter] = (sums[counter] or 0) + 1
  end

  local function charge_of(of)
    local said = of.price ~= NOTHING_HEARD and of
      or all and all.price ~= NOTHING_HEARD and all or nil
    local category = said and said.category ~= NOTHING_HEARD and said.category or send.was
    local price = said and said.price or send.price
    add(category, of.country, SPEND_MESSAGES)
    if price == CHARGE_REGULAR then add(category, of.country, SPEND_BILLABLE) end
    if send.price == CHARGE_REGULAR then add(send.was, of.country, SPEND_EXPECTED) end
    if said then
      add(category, of.country, SPEND_CONFIRMED)
      priced = priced + 1
    end
    if send.price == CHARGE_FREE_QUOTA and price ~= CHARGE_REGULAR then
      sums.free = (sums.free or 0) + 1
    end
  end

  for field, text in pairs(known) do
    if field ~= 'send' and field ~= 'all' then
      local participant = heard(text)
      one_heard = one_heard or participant.state ~= NOTHING_HEARD
      if participant.state == DELIVERED then charge_of(participant) end
    end
  end
  if not one_heard and not (all and all.state == FAILED) then
    charge_of(all or {country = send.country, price = NOTHING_HEARD})
  end
  return sums, priced
end

local month = month_of(send)

local function change(counter, by)
  if by == 0 then return end
  if counter == 'free' then
    redis.call('HINCRBY', month, 'free', by)
  else
    count(month, send.at, string.sub(counter, 1, 1), string.sub(counter, 2, 3),
      string.sub(counter, 4), by)
  end
end

local before, priced_before = counted()

-- Who got it got it, whatever is said later; the first word on a price stands.
local before_this = known[arg.participant]
local now = before_this and heard(before_this) or {
  country = arg.country, state = NOTHING_HEARD, price = NOTHING_HEARD, category = NOTHING_HEARD
}
local failed = arg.state == FAILED and now.state == NOTHING_HEARD
if arg.state == DELIVERED or failed then now.state = arg.state end
if now.price == NOTHING_HEARD then now.price, now.category = arg.price, arg.category end
known[arg.participant] = written_heard(now)

local after, priced = counted()
for counter, is in pairs(after) do change(counter, is - (before[counter] or 0)) end
for counter, was in pairs(before) do
  if not after[counter] then change(counter, -was) end
end

local contradicts = ''
if arg.state == DELIVERED and send.observed ~= NOT_OBSERVED then
  contradicts, send.observed = send.observed, NOT_OBSERVED
end
local all_failed = failed and arg.participant == 'all'
if all_failed and opens_conversation(send.price)
  and conversation(record, send.was) == send.at then
  record.conv = without(record.conv, send.was)
  set(key.contact, 'conv', record.conv)
end
redis.call('HSET', key.message, 'send', written(send), arg.participant, known[arg.participant])
redis.call('EXPIRE', key.message, GROUP_MESSAGE_LIFE)
keep(key.contact, record, arg.record_life)
local word = now.price ~= NOTHING_HEARD and now.price or known.all and heard(known.all).price
return answer({
  priced = math.max(0, priced - priced_before), billable = word == CHARGE_REGULAR and 1 or 0,
  expected = send.price, contradicts = contradicts, window = all_failed and send.window or '',
  via = record.via or '', to_run = number(record['in']) + WINDOW_LENGTH - send.at
})
