-- Two names are one contact's: what is known under both becomes one record, and the first name an
-- alias of the second, as are the first one's own aliases.
--
-- key.first         record of the first name
-- key.first_names   bucket of the first name
-- key.second        record of the second name
-- key.second_names  bucket of the second name
-- key.waiting       the number's list of who waits
-- key.windows       the number's open windows, by quarter of an hour
-- key.open          contacts whose parked sends may leave, by when the next is tried, ms
-- each_key.names    the bucket of each of the first name's aliases
-- arg.first         name
-- arg.second        name
-- arg.leaves        1 when the contact left the first name for the second; 0 when both are in use
-- arg.at            when that was, s
-- arg.limited       1 when they stay two if together they would have more than MOST_NAMES; 0 when one
--                   was left for the other: that is always followed
-- arg.others        the first name's aliases, as they stand in its record
-- arg.record_life   how long a record lives after its last change, s
--
-- Answers
-- answer.is         first or second: that name is an alias already; others: the aliases are others;
--                   same; joined; newer: the first name has been somebody else's since, or the contact
--                   is back; full: they stay two; left: both are in use, but the contact left one before
-- answer.name       whose alias it is (first, second); the aliases (others); that was left (left)
-- answer.whose      for which it was left
--- include hash lists names windows lifetime consent conversations remembered failures waiting
local from, to, at = arg.first, arg.second, tonumber(arg.at)
local left = arg.leaves == '1' and at or 0
if from == to then return answer({is = 'same'}) end

local function alias(bucket, name, of, since)
  redis.call('HSET', bucket, name, since and of .. ' ' .. since or of)
  redis.call('EXPIRE', bucket, CONSENT_LIFE)
end

-- A contact who comes back to a name has not left it any more.
local first, since = root(key.first_names, from)
local second, second_left = root(key.second_names, to)
if left == 0 then
  if first and since and at > since then
    return answer({is = 'left', name = from, whose = first})
  end
  if second and second_left and at > second_left then
    return answer({is = 'left', name = to, whose = second})
  end
end
if second and second_left and left > second_left then alias(key.second_names, to, second) end
if first then
  alias(key.first_names, from, first, left > 0 and math.max(left, since or 0) or since)
  return answer({is = first == to and 'same' or 'first', name = first})
end
if left > 0 and since and left <= since then return answer({is = 'newer'}) end
-- A name that was left cannot be what the record is kept under: the record goes to its alias.
local goes = second == from and left > 0
if goes and second_left and left <= second_left then return answer({is = 'newer'}) end
if second and not goes then return answer({is = 'second', name = second}) end

local a, b = load(key.first), load(key.second)

-- Counts no further than it must: a record of an older version may have thousands.
local function too_many_names()
  local names = 2
  for _, aliases in ipairs({a.names or '', b.names or ''}) do
    for _ in string.gmatch(aliases, '[^,]+') do
      names = names + 1
      if names > MOST_NAMES then return true end
    end
  end
  return false
end

if arg.limited == '1' and too_many_names() then return answer({is = 'full'}) end
if (a.names or '') ~= arg.others then
  return answer({is = 'others', name = a.names or ''})
end
if goes then redis.call('HDEL', key.second_names, to) end

local first_in, second_in = quarter(a), quarter(b)

-- Whether something is parked under the one name, and the contact has written since under the other.
local wrote_otherwise = a.park and number(b['in']) > number(a['in'])
  or b.park and number(a['in']) > number(b['in'])

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
for _, field in ipairs({'in', 'shut', 'fepend', 'nofep', 'replied', 'opener', 'late'}) do newest(field) end
-- What opened a window opened one of the two, so one of them stays counted, or none.
local joined_in = quarter(b)
if first_in ~= joined_in or second_in == joined_in then uncount_window(key.windows, first_in) end
if second_in ~= joined_in then uncount_window(key.windows, second_in) end
both('sent')
both('early', EARLY_FAILURES_REMEMBERED)
both('ad', ADS_REMEMBERED)
both('park')
both('leaves')
both('fep', FREE_SENDS_REMEMBERED)

-- Of those who wait, the oldest are remembered.
local waiting = split(union({a.wait or '', b.wait or ''}))
b.wait = table.concat(waiting, ',', 1, math.min(#waiting, WAITING_REMEMBERED))
replied(b, number(b.replied))

local due = split(a.due)
for _, one in ipairs(split(b.due)) do due[#due + 1] = one end
due_sends(b, due)

local failures, by_mark = {}, {}
for failed_at, mark in string.gmatch((a.failed or '') .. ',' .. (b.failed or ''), '(%d+):(%x+)') do
  by_mark[mark] = math.min(by_mark[mark] or math.huge, tonumber(failed_at))
end
for mark, failed_at in pairs(by_mark) do failures[#failures + 1] = {failed_at, mark} end
b.failed = newest_failures(failures)

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
for i, one in ipairs(split(arg.others)) do
  local bucket = each_key.names
  local of, left_at = root(bucket, one)
  if of == from then alias(bucket, one, to, left_at) end
end
local names = {}
for _, one in ipairs(split(union({a.names or '', b.names or '', from}))) do
  if one ~= to then names[#names + 1] = one end
end
b.names = table.concat(names, ',')

-- If it was too long ago, it is parked again.
if wrote_otherwise and joined_in then
  for _, list in ipairs(split(b.park)) do redis.call('ZADD', key.open, 0, list) end
  redis.call('EXPIRE', key.open, DEFERRED_LIFE)
  b.park = ''
end

redis.call('DEL', key.first)
alias(key.first_names, from, to, left > 0 and left or nil)
for field, value in pairs(b) do set(key.second, field, value) end
keep(key.second, b, arg.record_life)
redis.call('ZREM', key.waiting, from)
list_waiting(key.waiting, to, b)
return answer({is = 'joined'})
