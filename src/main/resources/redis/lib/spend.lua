-- Adds to a counter of the month's spend: m messages, b billable, e billable as expected, c
-- confirmed by Meta.
local function count(month, at, category, country, what, by)
  local field = math.floor(at / 86400) .. ':' .. category .. ':' .. country .. ':' .. what
  redis.call('HINCRBY', month, field, by)
end
