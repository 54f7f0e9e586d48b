-- Stores what a webhook said of one template, unless newer news is held, and tells every replica.
--
-- News older than Meta's last list is doubted when it would let more be sent than the list does, and
-- no webhook said anything since: Meta delivers again for days. Then Meta must be asked.
--
-- key.templates  the WABA's
-- arg.waba       its id, to tell the replicas
-- arg.field      the template's, in key.templates
-- arg.at         Meta's time of the news, s
-- arg.about      what: status, category, impending, quality or outdated
-- arg.value?     the new one
-- arg.category?  of status: the category, or nothing
-- arg.from?      of impending: when it comes to pass, s
--
-- Answers 1 when the template was known and the news was beyond doubt.
--- include redis_time
local now, at = redis_time(), tonumber(arg.at)
local about, value = arg.about, arg.value
local stored = redis.call('HGET', key.templates, arg.field)
if not stored and not (about == 'status' and arg.category ~= '') then return 0 end

local template = stored and cjson.decode(stored) or {}
local doubted = false

local function doubt(member, loosens)
  local listed = template.listed or 0
  local old = (at + CLOCK_SKEW) * 1000 < listed and (template[member .. '_heard'] or 0) < listed
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
  local loosens = new ~= template.category and new ~= STRICTEST_CATEGORY
  if newer('category_at') and not doubt('category', loosens) then
    set('category', new)
    return true
  end
end

if about == 'status' then
  local loosens = value == STATUS_APPROVED and template.status ~= value
  if newer('status_at') and not doubt('status', loosens) then set('status', value) end
  if arg.category ~= '' then set_category(arg.category) end
elseif about == 'category' then
  if set_category(value) then template.impending, template.impending_at = nil, nil end
elseif about == 'impending' then
  if newer('category_at') and newer('impending_said') then
    template.impending, template.impending_at = value, tonumber(arg.from)
    template.impending_said = at
  end
elseif about == 'quality' then
  if newer('quality_at') then set('quality', value) end
end
template.heard = now
redis.call('HSET', key.templates, arg.field, cjson.encode(template))
redis.call('EXPIRE', key.templates, TEMPLATES_LIFE)
redis.call('PUBLISH', TEMPLATES_CHANGED, arg.waba)
return stored and not doubted and 1 or 0
