-- A message accepted earlier was reported failed: gives its marketing slot back and takes in what
-- the error says of the contact.
--
-- KEYS[1] the contact's record
-- ARGV  1 Meta's timestamp of the status, s
--       2 the message's mark
--       3 what the error says: shut (131047), rest (131049), stop (131050) or nothing
--       4 how many 131049s are remembered; more make no longer cool-down
--       5 how many failures are remembered that came before their message was committed
--       6 how long a record lives after its last change, s
--       7 how long one with a stated preference lives, s
--
-- Answers 0: no window opens by it.
local record = redis.call('HMGET', KEYS[1], 'sent', 'early', 'shut', 'failed', 'stop')
local at, mark, says = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local changed = false

local function set(field, value)
  redis.call('HSET', KEYS[1], field, value)
  changed = true
end

local function give_back()
  local found, pending, kept = false, false, {}
  for sent_at, id in string.gmatch(record[1] or '', '(%d+):([^,]+)') do
    if id == mark then found = true else kept[#kept + 1] = sent_at .. ':' .. id end
    if string.sub(id, 1, 1) == 'r' then pending = true end
  end
  if found then
    if #kept == 0 then
      redis.call('HDEL', KEYS[1], 'sent')
    else
      set('sent', table.concat(kept, ','))
    end
  elseif pending then
    -- Perhaps the message under way, whose answer is not in yet: settle looks here.
    local all = {}
    for one in string.gmatch(record[2] or '', '[^,]+') do
      if one ~= mark then all[#all + 1] = one end
    end
    all[#all + 1] = mark
    set('early', table.concat(all, ',', math.max(1, #all - ARGV[5] + 1)))
  end
end

-- Remembers the newest 131049s, a message once, by its first report.
local function rest()
  local all = {}
  for failed_at, id in string.gmatch(record[4] or '', '(%d+):([^,]+)') do
    if id == mark then
      at = math.min(at, tonumber(failed_at))
    else
      all[#all + 1] = {tonumber(failed_at), id}
    end
  end
  all[#all + 1] = {at, mark}
  table.sort(all, function(a, b) return a[1] < b[1] or a[1] == b[1] and a[2] < b[2] end)
  local kept = {}
  for i = math.max(1, #all - ARGV[4] + 1), #all do
    kept[#kept + 1] = string.format('%d:%s', all[i][1], all[i][2])
  end
  set('failed', table.concat(kept, ','))
end

give_back()
if says == 'shut' then
  if at > (tonumber(record[3]) or -1) then set('shut', at) end
elseif says == 'rest' then
  rest()
elseif says == 'stop' then
  local was, since = string.match(record[5] or '', '^(%a+) (%d+)')
  if not was or at > tonumber(since) or (at == tonumber(since) and was == 'in') then
    set('stop', string.format('out %d', at))
    record[5] = 'out'
  end
end
if changed then redis.call('EXPIRE', KEYS[1], record[5] and ARGV[7] or ARGV[6]) end
return 0
