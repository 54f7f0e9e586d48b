-- Later than so long after the contact's last message.
--- look
if inbound and now >= inbound + terms.silence then
  why = grounds('too_long', {last_inbound = inbound, ended = inbound + terms.silence})
end
