-- Stores what a webhook said of one template, unless newer news is held, and tells every replica.
--
-- KEYS[1] the WABA's templates
-- ARGV  1 how long the templates live, s
--       2 the channel to tell replicas on
--       3 the WABA id, to tell them
--       4 the template's field
--       5 Meta's time of the news, s
--       6 what it is about: status, category, impending, quality or outdated
--       7 the new value
--       8 status: the category, or nothing; impending: when it comes to pass, s
--
-- Answers 1 when the template was known.
local time = redis.call('TIME')
local at, about, value, more = tonumber(ARGV[5]), ARGV[6], ARGV[7], ARGV[8]
local stored = redis.call('HGET', KEYS[1], ARGV[4])
if not stored and not (about == 'status' and more ~= '') then return 0 end

local template = stored and cjson.decode(stored) or {}

local function newer(member)
  return at >= (template[member] or 0)
end

if about == 'status' then
  if newer('status_at') then template.status, template.status_at = value, at end
  if more ~= '' and newer('category_at') then template.category, template.category_at = more, at end
elseif about == 'category' then
  if newer('category_at') then
    template.category, template.category_at = value, at
    template.impending, template.impending_at = nil, nil
  end
elseif about == 'impending' then
  if newer('category_at') and newer('impending_said') then
    template.impending, template.impending_at = value, tonumber(more)
    template.impending_said = at
  end
elseif about == 'quality' then
  if newer('quality_at') then template.quality, template.quality_at = value, at end
end
template.heard = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[4], cjson.encode(template))
redis.call('EXPIRE', KEYS[1], ARGV[1])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return stored and 1 or 0
