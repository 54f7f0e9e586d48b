-- Two names are one contact's: what is known under both becomes one record, and the first name an
-- alias of the second, as are the first one's own aliases.
--
-- KEYS[1] record of the first name     KEYS[2] bucket of the first name
-- KEYS[3] record of the second name    KEYS[4] bucket of the second name
-- KEYS[5] the number's list of who waits
-- KEYS[6], ... the buckets of the first name's aliases
-- ARGV  1 first name                   2 second name
--       3 when the contact left the first name for the second, s; 0 when both are in use
--       4 how many 131049s are remembered
--       5 failures remembered that came before their message was committed
--       6 unconfirmed sends remembered, 7 sends priced as in a free entry point, 8 ads
--       9 messages remembered that wait for an answer
--      10 how long the list of who waits lives, s
--      11 how long a free entry point may be answered, 12 lasts, s
--      13 how long a record lives after its last change, 14 one with a stated consent, s
--      15 the first name's aliases, as they stand in its record
--
-- Answers {'first', name} or {'second', name} when that name is an alias already; {'others', names}
-- when the aliases are these; else {'same'}, {'joined'}, or {'newer'} when the first name has been
-- somebody else's since.
local from, to, left, others = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[15]
if from == to then return {'same'} end

local function alias(bucket, name, of, since)
  redis.call('HSET', bucket, name, since and of .. ' ' .. since or of)
  redis.call('EXPIRE', bucket, ARGV[14])
end

-- A contact who comes back to a name has not left it any more.
local second, second_left = root(KEYS[4], to)
if second and second_left and left > second_left then alias(KEYS[4], to, second) end

local first, since = root(KEYS[2], from)
if first then
  alias(KEYS[2], from, first, left > 0 and math.max(left, since or 0) or since)
  return {first == to and 'same' or 'first', first}
end
if left > 0 and since and left <= since then return {'newer'} end
-- A name that was left cannot be what the record is kept under: the record goes to its alias.
local goes = second == from and left > 0
if second and not goes then return {'second', second} end

local a, b = load(KEYS[1]), load(KEYS[3])
if (a.names or '') ~= others then return {'others', a.names or ''} end
if goes then redis.call('HDEL', KEYS[4], to) end

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
both('sent')
both('early', ARGV[5])
both('ad', ARGV[8])
both('fep', ARGV[7])

-- Of those who wait, the oldest are remembered.
local waiting = split(union({a.wait or '', b.wait or ''}))
b.wait = table.concat(waiting, ',', 1, math.min(#waiting, ARGV[9]))
replied(b, number(b.replied))

local due = split(a.due)
for _, one in ipairs(split(b.due)) do due[#due + 1] = one end
due_sends(b, due, {fep_answer = ARGV[11], fep_length = ARGV[12]}, ARGV[6])

local failures, by_mark = {}, {}
for failed_at, mark in string.gmatch((a.failed or '') .. ',' .. (b.failed or ''), '(%d+):(%x+)') do
  by_mark[mark] = math.min(by_mark[mark] or math.huge, tonumber(failed_at))
end
for mark, failed_at in pairs(by_mark) do failures[#failures + 1] = {failed_at, mark} end
b.failed = newest_failures(failures, ARGV[4])

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
  local of, left_at = root(KEYS[5 + i], one)
  if of == from then alias(KEYS[5 + i], one, to, left_at) end
end
local names = {}
for _, one in ipairs(split(union({a.names or '', b.names or '', from}))) do
  if one ~= to then names[#names + 1] = one end
end
b.names = table.concat(names, ',')

redis.call('DEL', KEYS[1])
alias(KEYS[2], from, to, left > 0 and left or nil)
for field, value in pairs(b) do set(KEYS[3], field, value) end
keep(KEYS[3], b, ARGV[13], ARGV[14])
redis.call('ZREM', KEYS[5], from)
list_waiting(KEYS[5], to, b, ARGV[10])
return {'joined'}
