-- Free-form needs an open customer service window.
rule('window_closed', function()
  if not terms.needs_window then return not_applicable end
  if window == 'unknown' and not terms.unknown_window_passes then
    return grounds('unknown', {covered_since = covered_since})
  end
  if window == 'closed' and left_at then return grounds('name_left', {left = left_at}) end
  if window == 'closed' then
    local closed_by_meta = shut and shut >= (inbound or 0) and shut or 0
    return grounds('closed', {last_inbound = inbound or 0, closed_by_meta = closed_by_meta})
  end
end)
