-- What became of a message to a group, for all of it or for one participant. Each participant it is
-- delivered to is a charge (platform-facts.md#groups); until one is heard of, the message stands for them.
--
-- KEYS[1] the group's record     KEYS[2] the bucket of the group's name
-- KEYS[3], KEYS[4] the number's spend of the status's month and of the one before
-- KEYS[5] what was heard of the message: send, as it stood among the group's due ones; all, and each
--         participant's mark, see heard
-- ARGV  1 name
--       2 the message's mark
--       3 the participant's mark, or all
--       4 country of the participant, or of the group
--       5 d when it was delivered, f when it failed, - when it was only sent
--       6 Meta's word on the price: r charged, f free entry point, s free, or -
--       7 Meta's category, or -
--       8 first day of the status's month, in days since 1970
--       9 length of a customer service window, s
--      10 how long what was heard of a message lives, s
--      11 how long a record lives after its last change, 12 one with a stated consent, s
--
-- Answers {'moved', name}, or {how many charges more Meta has priced by this, 1 when billable, the
-- charge that was expected, the rule that would have refused a message now delivered or nothing,
-- window when it left if all of it failed by this or nothing, how the newest inbound is known, seconds
-- its window had to run when the send left}.
--- include hash names lifetime due conversations spend
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record, known = load(KEYS[1]), load(KEYS[5])
if not known.send then
  local due = take_due(record, ARGV[2])
  if not due then return {0, 0, '', '', '', '', 0} end
  set(KEYS[1], 'due', record.due)
  known.send = written(due)
end
local send = entry(known.send)

-- Country, what became of it, Meta's price and category.
local function heard(text)
  local country, state, price, category = string.match(text, '^(..)(.)(.)(.)$')
  return {country = country, state = state, price = price, category = category}
end

-- The message's counters, by category, country and what is counted; and how many charges Meta priced.
local function counted()
  local all, one_heard, sums, priced = known.all and heard(known.all), false, {}, 0

  local function add(category, country, what)
    local counter = category .. country .. what
    sums[counter] = (sums[counter] or 0) + 1
  end

  local function charge_of(of)
    local said = of.price ~= '-' and of or all and all.price ~= '-' and all or nil
    local category = said and said.category ~= '-' and said.category or send.was
    local price = said and said.price or send.price
    add(category, of.country, 'm')
    if price == 'r' then add(category, of.country, 'b') end
    if send.price == 'r' then add(send.was, of.country, 'e') end
    if said then
      add(category, of.country, 'c')
      priced = priced + 1
    end
    if send.price == 'q' and price ~= 'r' then sums.free = (sums.free or 0) + 1 end
  end

  for field, text in pairs(known) do
    if field ~= 'send' and field ~= 'all' then
      local participant = heard(text)
      one_heard = one_heard or participant.state ~= '-'
      if participant.state == 'd' then charge_of(participant) end
    end
  end
  if not one_heard and not (all and all.state == 'f') then
    charge_of(all or {country = send.country, price = '-'})
  end
  return sums, priced
end

local month = math.floor(send.at / 86400) >= tonumber(ARGV[8]) and KEYS[3] or KEYS[4]

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
local now = heard((known[ARGV[3]] or ARGV[4] .. '---'))
local failed = ARGV[5] == 'f' and now.state == '-'
if ARGV[5] == 'd' or failed then now.state = ARGV[5] end
if now.price == '-' then now.price, now.category = ARGV[6], ARGV[7] end
known[ARGV[3]] = now.country .. now.state .. now.price .. now.category

local after, priced = counted()
for counter, is in pairs(after) do change(counter, is - (before[counter] or 0)) end
for counter, was in pairs(before) do
  if not after[counter] then change(counter, -was) end
end

local contradicts = ''
if ARGV[5] == 'd' and send.observed ~= '-' then
  contradicts, send.observed = send.observed, '-'
end
local all_failed = failed and ARGV[3] == 'all'
if all_failed and string.find('rsq', send.price, 1, true)
  and conversation(record, send.was) == send.at then
  record.conv = without(record.conv, send.was)
  set(KEYS[1], 'conv', record.conv)
end
redis.call('HSET', KEYS[5], 'send', written(send), ARGV[3], known[ARGV[3]])
redis.call('EXPIRE', KEYS[5], ARGV[10])
keep(KEYS[1], record, ARGV[11], ARGV[12])
local word = now.price ~= '-' and now.price or known.all and heard(known.all).price
return {math.max(0, priced - priced_before), word == 'r' and 1 or 0, send.price, contradicts,
  all_failed and send.window or '', record.via or '', number(record['in']) + ARGV[9] - send.at}
