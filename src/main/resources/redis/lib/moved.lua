--- include names

-- Where the facts of the name that the script was called with are, or nil for here.
local function moved()
  return (root(key.names, arg.name))
end
