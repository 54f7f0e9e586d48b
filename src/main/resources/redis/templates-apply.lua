-- Stores what a webhook said of one template, unless newer news is held, and tells every replica.
--
-- News older than Meta's last list is doubted when it would let more be sent than the list does, and
-- no webhook said anything since: Meta delivers again for days. Then Meta must be asked.
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
--       9 the status that lets a template be sent
--      10 the category that is held to the most
--      11 how far Meta's clock may be from Redis's, s
--
-- Answers 1 when the template was known and the news was beyond doubt.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at, about, value, more = tonumber(ARGV[5]), ARGV[6], ARGV[7], ARGV[8]
local stored = redis.call('HGET', KEYS[1], ARGV[4])
if not stored and not (about == 'status' and more ~= '') then return 0 end

local template = stored and cjson.decode(stored) or {}
local doubted = false

local function doubt(member, loosens)
  local listed = template.listed or 0
  local old = (at + ARGV[11]) * 1000 < listed and (template[member .. '_heard'] or 0) < listed
  if old and loosens then doubted = true end
  return old and loosens
end

local function newer(member)
  return at >= (template[member] or 0)
end

local function set(member, new)
  template[member], template[member .. '_at'], template[member .. '_heard'] = new, at, now
end

local function set_category(new)
  if newer('category_at') and not doubt('category', new ~= template.category and new ~= ARGV[10]) then
    set('category', new)
    return true
  end
end

if about == 'status' then
  if newer('status_at') and not doubt('status', value == ARGV[9] and template.status ~= value) then
    set('status', value)
  end
  if more ~= '' then set_category(more) end
elseif about == 'category' then
  if set_category(value) then template.impending, template.impending_at = nil, nil end
elseif about == 'impending' then
  if newer('category_at') and newer('impending_said') then
    template.impending, template.impending_at = value, tonumber(more)
    template.impending_said = at
  end
elseif about == 'quality' then
  if newer('quality_at') then set('quality', value) end
end
template.heard = now
redis.call('HSET', KEYS[1], ARGV[4], cjson.encode(template))
redis.call('EXPIRE', KEYS[1], ARGV[1])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return stored and not doubted and 1 or 0
