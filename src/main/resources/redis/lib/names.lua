-- Where the name's facts are now, or nil for here; and when the name was left for that one, or nil.
-- An alias is kept as 'name', as 'name time' when it was left, or as ' time' when it is somebody
-- else's since.
local function root(bucket, name)
  local to, left = string.match(redis.call('HGET', bucket, name) or '', '^([^ ]*) ?(%d*)$')
  return to ~= '' and to or nil, tonumber(left)
end
