-- Meta restricts the account, or has disabled it: its words are 'time word', see number.lua.
--- look
local all_until = business.all and tonumber(string.match(business.all, ' (%d+)$')) or 0
if business.ban and string.match(business.ban, ' 1$') then
  why = grounds('everything', {})
elseif all_until > now then
  why = grounds('everything', {ends = all_until})
--- if not needs_window
elseif window ~= 'open' and business.biz then
  local ends = tonumber(string.match(business.biz, ' (%d+)$')) or 0
  if ends > now then why = grounds('business_initiated', {ends = ends}) end
--- end
end
