--- include hash

-- When the conversation of that category began, or 0.
local function conversation(record, category)
  return number(string.match(record.conv or '', category .. ':(%d+)'))
end

-- The conversations but the category's.
local function without(conversations, category)
  local others = string.gsub(conversations or '', category .. ':%d+,?', '')
  return others
end
