-- Stores the templates of a WABA as Meta listed them, unless a list of a later question is stored.
-- A template of which a webhook told news after Meta was asked keeps that news.
--
-- key.templates      the WABA's
-- arg.asked          when Meta was, ms of Redis's time
-- arg.waba           id, to tell the replicas
-- each_arg.field     of a template, in key.templates
-- each_arg.template
--
-- Answers the number of templates stored.
local asked = tonumber(arg.asked)
if tonumber(redis.call('HGET', key.templates, TEMPLATES_ASKED) or 0) > asked then return 0 end
local held = {}
local all = redis.call('HGETALL', key.templates)
for i = 1, #all, 2 do
  if all[i] ~= TEMPLATES_ASKED then held[all[i]] = cjson.decode(all[i + 1]) end
end

local told = {
  'status_at', 'status_heard', 'category_at', 'category_heard', 'quality_at', 'quality_heard',
  'impending_said', 'heard'
}
for i = 1, each_count do
  local field, template = each_arg.field, cjson.decode(each_arg.template)
  local was = held[field]
  held[field] = nil
  if was then
    for _, member in ipairs({'status', 'category', 'quality'}) do
      if (was[member .. '_heard'] or 0) > asked then template[member] = was[member] end
    end
    for _, member in ipairs(told) do template[member] = was[member] end
    -- An announced change that is past is in Meta's list, or was called off.
    if was.impending and was.impending ~= template.category and was.impending_at * 1000 > asked then
      template.impending, template.impending_at = was.impending, was.impending_at
    end
  end
  template.listed = asked
  redis.call('HSET', key.templates, field, cjson.encode(template))
end
for field, was in pairs(held) do
  if not (was.heard and was.heard > asked) then redis.call('HDEL', key.templates, field) end
end
redis.call('HSET', key.templates, TEMPLATES_ASKED, arg.asked)
redis.call('EXPIRE', key.templates, TEMPLATES_LIFE)
redis.call('PUBLISH', TEMPLATES_CHANGED, arg.waba)
return each_count
