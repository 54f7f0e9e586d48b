-- A message to a person needs an event of theirs, so long ago at most. Messages of an account to
-- itself are judged by Meta. `away` is when Meta refused one that had 7 days.
local refused = shut
if terms.within_ms > WINDOW_LENGTH * 1000 then refused = tonumber(contact.away) end
local heard_ms = math.max((inbound or 0) * 1000, tonumber(contact.inms) or 0)
local is_within = inbound and not (refused and refused >= inbound)
  and now_ms < heard_ms + terms.within_ms - terms.window_margin_ms
--- look
if is_within or contact.self then
  why = nil
elseif window == 'unknown' then
  if not terms.unknown_window_passes then
    why = grounds('unknown', {covered_since = covered_since})
  end
else
  why = grounds('closed', {
    last_inbound = inbound or 0, within_ms = terms.within_ms,
    refused = refused and refused >= (inbound or 0) and refused or 0
  })
end
