--- include lists

-- A send of which more is to be heard, 25 characters: mark, time, category, category it was sent as,
-- country, price (see prices.lua), window when it left, and the rule that would have refused it (a
-- digit or letter, or NOT_OBSERVED).
local function entry(text)
  local mark, at, category, was, country, price, window, observed =
    string.match(text, '^(%x%x%x%x%x%x%x%x)(%d%d%d%d%d%d%d%d%d%d)(.)(.)(..)(.)(.)(.)$')
  return {
    mark = mark, at = tonumber(at), category = category, was = was, country = country,
    price = price, window = window, observed = observed
  }
end

local function written(send)
  return send.mark .. string.format('%010d', send.at) .. send.category .. send.was .. send.country
    .. send.price .. send.window .. send.observed
end

-- Takes the send out of the due ones; answers it, or nil.
local function take_due(record, mark)
  local kept, found = {}, nil
  for _, one in ipairs(split(record.due)) do
    if string.sub(one, 1, 8) == mark then found = entry(one) else kept[#kept + 1] = one end
  end
  record.due = table.concat(kept, ',')
  return found
end
