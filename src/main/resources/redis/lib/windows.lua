-- The quarter of an hour, since 1970, of the newest inbound whose window no 131047 closed; or nil.
local function quarter(record)
  local at, shut = tonumber(record['in']), tonumber(record.shut)
  if at and not (shut and shut >= at) then return math.floor(at / QUARTER_HOUR) end
end

-- The number's open windows are counted by quarter, for meters. Those of past quarters are nobody's
-- concern: they may be short of what they were, or gone.
local function uncount_window(windows, of)
  if of and redis.call('HINCRBY', windows, of, -1) <= 0 then redis.call('HDEL', windows, of) end
end
