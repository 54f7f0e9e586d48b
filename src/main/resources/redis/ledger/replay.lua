-- Judges sends of a number again, each on what its verdict stood on, under other terms: admit.lua
-- explains them, see ReplayScript, and what it asks of Redis is answered from those facts. It reads
-- and writes nothing, so an error of one send ends no other.
--
-- key.number          the number's record, for where this runs
-- arg.terms           what the sends are held to, JSON
-- each_arg.facts      as admit.lua noted them, JSON
-- each_arg.arguments  of admit.lua, JSON
--
-- Answers of each send what admit.lua does, or an empty list where the facts do not do.
local terms = cjson.decode(arg.terms)

-- What Redis answered then.
local function recalled(facts)
  local answers = {
    TIME = function() return {string.sub(facts.at, 1, -7), string.sub(facts.at, -6)} end,
    GET = function(key) return facts[key] or false end,
    HGET = function(key, field) return facts[key] and facts[key][field] or false end,
    EXISTS = function(key) return next(facts[key]) and 1 or 0 end
  }
  function answers.HGETALL(key)
    local flat = {}
    for field, value in pairs(facts[key]) do
      flat[#flat + 1] = field
      flat[#flat + 1] = value
    end
    return flat
  end
  function answers.HMGET(key, ...)
    local values = {...}
    for i, field in ipairs(values) do values[i] = answers.HGET(key, field) end
    return values
  end
  return {call = function(command, ...) return answers[command](...) end}
end

--- judge
local answers = {}
for i = 1, each_count do
  local done, answer = pcall(function()
    return judge(cjson.decode(each_arg.arguments), recalled(cjson.decode(each_arg.facts)))
  end)
  answers[i] = done and answer or {}
end
return answers
