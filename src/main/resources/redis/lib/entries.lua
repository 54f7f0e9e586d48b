-- The fields of a stream's entry, by name.
local function fields(entry)
  local all = {}
  for i = 1, #entry[2], 2 do all[entry[2][i]] = entry[2][i + 1] end
  return all
end
