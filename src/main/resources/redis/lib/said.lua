-- Meta's word on a number as its record keeps it, 'time word': both, or nil.
local function said(text)
  return string.match(text or '', '^(%d+) (.*)$')
end
