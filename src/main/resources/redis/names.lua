-- Two names are one contact's: what is known under both becomes one record, and the first name an
-- alias of the second, as are the first one's own aliases.
--
-- KEYS[1] record of the first name     KEYS[2] bucket of the first name
-- KEYS[3] record of the second name    KEYS[4] bucket of the second name
-- KEYS[5] the number's list of who waits
-- KEYS[6] the number's open windows, by quarter of an hour
-- KEYS[7], ... the buckets of the first name's aliases
-- ARGV  1 first name                   2 second name
--       3 1 when the contact left the first name for the second; 0 when both are in use
--       4 when that was, s
--       5 how many 131049s are remembered
--       6 failures remembered that came before their message was committed
--       7 unconfirmed sends remembered, 8 sends priced as in a free entry point, 9 ads
--      10 messages remembered that wait for an answer
--      11 how long the list of who waits lives, s
--      12 how long a free entry point may be answered, 13 lasts, s
--      14 how long a record lives after its last change, 15 one with a stated consent, s
--      16 most names a contact may have; 0 when it left one for the other: that is always followed
--      17 the first name's aliases, as they stand in its record
--
-- Answers {'first', name} or {'second', name} when that name is an alias already; {'others', names}
-- when the aliases are these; else {'same'}, {'joined'}; {'newer'} when the first name has been
-- somebody else's since, or the contact is back; {'full'} when together they would have more names than
-- a contact may have, and so stay two; {'left', name, whose} when both are in use, but the contact left one before.
--- include hash lists names windows lifetime consent conversations remembered failures waiting
local from, to, leaves, at, failures_remembered, early_remembered, due_remembered, free_remembered,
  ads_remembered, waiting_remembered, waiting_life, fep_answer, fep_length, life, consent_life,
  most_names, others = unpack(ARGV)
local left = leaves == '1' and tonumber(at) or 0
at = tonumber(at)
if from == to then return {'same'} end

local function alias(bucket, name, of, since)
  redis.call('HSET', bucket, name, since and of .. ' ' .. since or of)
  redis.call('EXPIRE', bucket, consent_life)
end

-- A contact who comes back to a name has not left it any more.
local first, since = root(KEYS[2], from)
local second, second_left = root(KEYS[4], to)
if left == 0 then
  if first and since and at > since then return {'left', from, first} end
  if second and second_left and at > second_left then return {'left', to, second} end
end
if second and second_left and left > second_left then alias(KEYS[4], to, second) end
if first then
  alias(KEYS[2], from, first, left > 0 and math.max(left, since or 0) or since)
  return {first == to and 'same' or 'first', first}
end
if left > 0 and since and left <= since then return {'newer'} end
-- A name that was left cannot be what the record is kept under: the record goes to its alias.
local goes = second == from and left > 0
if goes and second_left and left <= second_left then return {'newer'} end
if second and not goes then return {'second', second} end

local a, b = load(KEYS[1]), load(KEYS[3])

-- Counts no further than it must: a record of an older version may have thousands.
local function too_many_names(most)
  local names = 2
  for _, aliases in ipairs({a.names or '', b.names or ''}) do
    for _ in string.gmatch(aliases, '[^,]+') do
      names = names + 1
      if names > most then return true end
    end
  end
  return false
end

if most_names ~= '0' and too_many_names(tonumber(most_names)) then return {'full'} end
if (a.names or '') ~= others then return {'others', a.names or ''} end
if goes then redis.call('HDEL', KEYS[4], to) end

local first_in, second_in = quarter(a), quarter(b)

local function newest(field)
  if number(a[field]) > number(b[field]) then b[field] = a[field] end
end

local function both(field, most)
  b[field] = union({a[field] or '', b[field] or ''}, most)
end

if number(a['in']) > number(b['in']) then
  b.via = a.via or ''
elseif a['in'] and a['in'] == b['in'] and (a.via or '') < (b.via or '') then
  b.via = a.via or ''
end
local later = number(a.replied) - number(b.replied)
local longer = (tonumber(a.took) or -1) > (tonumber(b.took) or -1)
if later > 0 or (later == 0 and longer) then b.took = a.took or '' end
for _, field in ipairs({'in', 'shut', 'fepend', 'nofep', 'replied'}) do newest(field) end
-- What opened a window opened one of the two, so one of them stays counted, or none.
local joined_in = quarter(b)
if first_in ~= joined_in or second_in == joined_in then uncount_window(KEYS[6], first_in) end
if second_in ~= joined_in then uncount_window(KEYS[6], second_in) end
both('sent')
both('early', early_remembered)
both('ad', ads_remembered)
both('fep', free_remembered)

-- Of those who wait, the oldest are remembered.
local waiting = split(union({a.wait or '', b.wait or ''}))
b.wait = table.concat(waiting, ',', 1, math.min(#waiting, waiting_remembered))
replied(b, number(b.replied))

local due = split(a.due)
for _, one in ipairs(split(b.due)) do due[#due + 1] = one end
due_sends(b, due, {fep_answer = fep_answer, fep_length = fep_length}, due_remembered)

local failures, by_mark = {}, {}
for failed_at, mark in string.gmatch((a.failed or '') .. ',' .. (b.failed or ''), '(%d+):(%x+)') do
  by_mark[mark] = math.min(by_mark[mark] or math.huge, tonumber(failed_at))
end
for mark, failed_at in pairs(by_mark) do failures[#failures + 1] = {failed_at, mark} end
b.failed = newest_failures(failures, failures_remembered)

for category, began in string.gmatch(a.conv or '', '(.):(%d+)') do
  if number(began) > conversation(b, category) then
    b.conv = category .. ':' .. began .. ',' .. without(b.conv, category)
  end
end

-- A business's word that it may write does not undo the contact's own stop under another name.
local function strictest(x, y)
  local out, put = string.match(x or '', '^out '), string.match(y or '', '^put ')
  if out and put then return x end
  out, put = string.match(y or '', '^out '), string.match(x or '', '^put ')
  if out and put then return y end
  return newer_consent(x, y)
end
b.consent = strictest(a.consent, b.consent)

-- Aliases lead to a record in one step.
for i, one in ipairs(split(others)) do
  local of, left_at = root(KEYS[6 + i], one)
  if of == from then alias(KEYS[6 + i], one, to, left_at) end
end
local names = {}
for _, one in ipairs(split(union({a.names or '', b.names or '', from}))) do
  if one ~= to then names[#names + 1] = one end
end
b.names = table.concat(names, ',')

redis.call('DEL', KEYS[1])
alias(KEYS[2], from, to, left > 0 and left or nil)
for field, value in pairs(b) do set(KEYS[3], field, value) end
keep(KEYS[3], b, life, consent_life)
redis.call('ZREM', KEYS[5], from)
list_waiting(KEYS[5], to, b, waiting_life)
return {'joined'}
