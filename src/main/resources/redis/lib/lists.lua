local function split(list)
  local all = {}
  for one in string.gmatch(list or '', '[^,]+') do all[#all + 1] = one end
  return all
end

-- All entries of the lists, each once, sorted; the last ones, when there are more than most.
local function union(lists, most)
  local seen, all = {}, {}
  for _, list in ipairs(lists) do
    for _, one in ipairs(split(list)) do
      if not seen[one] then
        seen[one] = true
        all[#all + 1] = one
      end
    end
  end
  table.sort(all)
  return table.concat(all, ',', most and math.max(1, #all - most + 1) or 1)
end
