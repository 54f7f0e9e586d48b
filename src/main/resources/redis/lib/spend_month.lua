-- The spend of the month in which the send was, of which a status tells now.
local function month_of(send)
  local is_this = math.floor(send.at / DAY) >= tonumber(arg.first_day)
  return is_this and key.spend or key.spend_before
end
