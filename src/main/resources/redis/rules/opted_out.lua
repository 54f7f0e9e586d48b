-- A contact who stopped marketing gets none.
--- look
local stated, stated_at = string.match(contact.consent or '', '^(%a+) (%d+)')
if stated == 'out' then why = grounds('stopped', {at = tonumber(stated_at)}) end
