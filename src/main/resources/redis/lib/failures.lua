-- The newest 131049s of {time, mark}, as the record keeps them; more make no longer cool-down.
local function newest_failures(all)
  table.sort(all, function(x, y) return x[1] < y[1] or x[1] == y[1] and x[2] < y[2] end)
  local kept = {}
  for i = math.max(1, #all - FAILURES_REMEMBERED + 1), #all do
    kept[#kept + 1] = string.format('%d:%s', all[i][1], all[i][2])
  end
  return table.concat(kept, ',')
end
