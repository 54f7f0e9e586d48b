-- Meta restricts the account, or has disabled it: its words are 'time word', see number.lua.
rule('number_restricted', function()
  if string.match(business.ban or '', ' 1$') then return grounds('everything', {}) end
  local all_until = number(string.match(business.all or '', ' (%d+)$'))
  if all_until > now then return grounds('everything', {ends = all_until}) end
  local initiated_until = number(string.match(business.biz or '', ' (%d+)$'))
  if not terms.needs_window and window ~= 'open' and initiated_until > now then
    return grounds('business_initiated', {ends = initiated_until})
  end
end)
