-- Outside 24 hours a human agent's message needs an approval that the account does not have.
--- look
if not contact.self
  and (window == 'closed' or window == 'unknown' and not terms.unknown_window_passes) then
  why = grounds('off', {last_inbound = inbound or 0})
end
