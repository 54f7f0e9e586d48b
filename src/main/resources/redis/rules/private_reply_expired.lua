-- A comment or post is replied to in private within 7 days; one never heard of is left to Meta.
local written = tonumber(contact.granted)
--- look
if written and now_ms > (written + PRIVATE_REPLY_WITHIN) * 1000 then
  why = grounds('expired', {written = written})
end
