-- A token has an end, and the person can stop what it is for, and resume it.
local stopped, ends = tonumber(contact.stopped), tonumber(contact.ends)
--- look
if stopped and stopped >= (tonumber(contact.resumed) or 0) then
  why = grounds('stopped', {at = stopped})
elseif ends and now >= ends then
  why = grounds('expired', {at = ends})
end
