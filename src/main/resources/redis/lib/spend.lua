-- Adds to a counter of the month's spend: SPEND_MESSAGES, SPEND_BILLABLE, SPEND_EXPECTED (billable as
-- expected) or SPEND_CONFIRMED (by Meta).
local function count(month, at, category, country, what, by)
  local field = math.floor(at / DAY) .. ':' .. category .. ':' .. country .. ':' .. what
  redis.call('HINCRBY', month, field, by)
end
