--- include hash lists due

-- Until when a free entry point window is open, or 0; until when an answer opens one, or 0. Each ad's
-- first answer opens one, and so does a send Meta priced so outside of any.
local function free_entry(record, now)
  local stated, denied = number(record.fepend), number(record.nofep)
  if not record.ad and not record.fep then return stated > now and stated or 0, 0 end
  local sends, start, pending = {}, 0, 0
  for at in string.gmatch(record.fep or '', '(%d+):') do sends[#sends + 1] = {tonumber(at), true} end
  for _, one in ipairs(split(record.due)) do sends[#sends + 1] = {entry(one).at, false} end
  table.sort(sends, function(x, y) return x[1] < y[1] end)

  -- Until when the ads of before that time may be answered that were not by the last opening.
  local function unanswered(at)
    local ends = 0
    for ad in string.gmatch(record.ad or '', '%d+') do
      ad = tonumber(ad)
      if ad > start and ad > denied and ad <= at then
        ends = math.max(ends, ad + FREE_ENTRY_ANSWER_WITHIN)
      end
    end
    return ends > at and ends or 0
  end

  for _, send in ipairs(sends) do
    local at, priced = send[1], send[2]
    if at > denied and at <= now
      and ((priced and at >= start + FREE_ENTRY_LENGTH) or unanswered(at) > 0) then
      start = at
    end
  end
  local ends = start > 0 and start + FREE_ENTRY_LENGTH or 0
  if stated > 0 and stated >= start then ends = stated end
  return ends > now and ends or 0, unanswered(now)
end
