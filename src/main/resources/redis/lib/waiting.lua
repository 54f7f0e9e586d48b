--- include hash lists

-- Notes that the business replied to whoever waits; answers how long they waited, s, or -1.
local function replied(record, at)
  local waited, still = -1, {}
  for _, one in ipairs(split(record.wait)) do
    if tonumber(one) > at then
      still[#still + 1] = one
    else
      waited = math.max(waited, at - tonumber(one))
    end
  end
  record.wait = table.concat(still, ',')
  if at > number(record.replied) then record.replied = at end
  if waited >= 0 then record.took = waited end
  return waited
end

-- Notes that a message waits for a reply, unless it has one. Of too many the oldest are remembered.
local function waits(record, at)
  if at <= number(record.replied) then return end
  local all, text = {}, string.format('%d', at)
  for _, one in ipairs(split(record.wait)) do
    if one == text then return end
    all[#all + 1] = tonumber(one)
  end
  all[#all + 1] = at
  table.sort(all)
  record.wait = table.concat(all, ',', 1, math.min(#all, WAITING_REMEMBERED))
end

-- Keeps the number's list of who waits since when.
local function list_waiting(waiting, name, record)
  local first = string.match(record.wait or '', '^%d+')
  if first then
    redis.call('ZADD', waiting, first, name)
    redis.call('EXPIRE', waiting, WAITING_LIFE)
  else
    redis.call('ZREM', waiting, name)
  end
end
