-- Free-form needs an open customer service window.
--- look
if window == 'unknown' and not terms.unknown_window_passes then
  why = grounds('unknown', {covered_since = covered_since})
elseif window == 'closed' and left_at then
  why = grounds('name_left', {left = left_at})
elseif window == 'closed' then
  local closed_by_meta = shut and shut >= (inbound or 0) and shut or 0
  why = grounds('closed', {last_inbound = inbound or 0, closed_by_meta = closed_by_meta})
end
