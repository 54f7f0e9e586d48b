--- include hash lists

-- Notes an answer to whoever waits; answers how long they waited, or -1.
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

-- Notes that a message waits for an answer, unless it has one.
local function waits(record, at, most)
  if at <= number(record.replied) then return end
  local all, text = {}, string.format('%d', at)
  for _, one in ipairs(split(record.wait)) do
    if one == text then return end
    all[#all + 1] = tonumber(one)
  end
  all[#all + 1] = at
  table.sort(all)
  record.wait = table.concat(all, ',', 1, math.min(#all, most))
end

-- Keeps the number's list of who waits since when.
local function list_waiting(waiting, name, record, life)
  local first = string.match(record.wait or '', '^%d+')
  if first then
    redis.call('ZADD', waiting, first, name)
    redis.call('EXPIRE', waiting, life)
  else
    redis.call('ZREM', waiting, name)
  end
end
