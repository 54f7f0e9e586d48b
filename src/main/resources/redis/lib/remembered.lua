--- include lists due free_entry

-- Sends Meta priced as in a free entry point, one more; of too many, one inside another's window goes.
local function priced_free(record, at, mark)
  local all = split(record.fep)
  all[#all + 1] = string.format('%d:%s', at, mark)
  table.sort(all)
  if #all > FREE_SENDS_REMEMBERED then
    local inside, opened = 1, 0
    for i, one in ipairs(all) do
      local began = tonumber(string.match(one, '^%d+'))
      if began < opened + FREE_ENTRY_LENGTH then inside = i break end
      opened = began
    end
    table.remove(all, inside)
  end
  record.fep = table.concat(all, ',')
end

-- By the time in them, see due.lua.
local function older_send(x, y)
  local first, second = string.sub(x, 9, 18), string.sub(y, 9, 18)
  return first < second or first == second and x < y
end

-- Keeps the newest due sends. One that opened a free entry point is remembered for that.
local function due_sends(record, all)
  table.sort(all, older_send)
  record.due = table.concat(all, ',')
  while #all > DUE_REMEMBERED do
    local send = entry(all[1])
    local free_until = record.ad and free_entry(record, send.at) or 0
    table.remove(all, 1)
    record.due = table.concat(all, ',')
    if free_until == send.at + FREE_ENTRY_LENGTH then
      priced_free(record, send.at, send.mark)
    end
  end
end

-- The same with one more. It is nearly always the newest, and the others are in their order.
local function remember_due(record, send)
  local due = record.due or ''
  local many = due == '' and 0 or (#due + 1) / DUE_LENGTH
  if many > 0 and (record.ad and many >= DUE_REMEMBERED
    or not older_send(string.sub(due, 1 - DUE_LENGTH), send)) then
    local all = split(due)
    all[#all + 1] = send
    return due_sends(record, all)
  end
  while many >= DUE_REMEMBERED do
    due, many = string.sub(due, DUE_LENGTH + 1), many - 1
  end
  record.due = due == '' and send or due .. ',' .. send
end
