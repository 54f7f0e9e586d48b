-- Who neither opted in nor wrote is not written to first.
--- look
local stated = string.match(contact.consent or '', '^%a+')
if not inbound and stated ~= 'in' and stated ~= 'put' then why = grounds('none_recorded', {}) end
