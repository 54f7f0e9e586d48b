-- The newest word stands; of two at the same second the strictest, then any, but always the same.
local function newer_consent(old, new)
  if not old then return new end
  if not new then return old end
  local was, since, source = string.match(old, '^(%a+) (%d+) (.*)$')
  local is, at, its = string.match(new, '^(%a+) (%d+) (.*)$')
  since, at = tonumber(since), tonumber(at)
  if at ~= since then return at > since and new or old end
  if was ~= is then return (was == 'out' or (was == 'in' and is ~= 'out')) and old or new end
  return its > source and new or old
end
