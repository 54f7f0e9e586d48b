-- Stores the templates of a WABA as Meta listed them, unless a list of a later question is stored.
-- A template of which a webhook told news after Meta was asked keeps that news.
--
-- KEYS[1] the WABA's templates
-- ARGV  1 when Meta was asked, ms of Redis's time
--       2 how long the templates live, s
--       3 the field that tells when Meta was asked
--       4 the channel to tell replicas on
--       5 the WABA id, to tell them
--       6 … field and value of each template
--
-- Answers the number of templates stored.
local asked = tonumber(ARGV[1])
if tonumber(redis.call('HGET', KEYS[1], ARGV[3]) or 0) > asked then return 0 end
local held = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if all[i] ~= ARGV[3] then held[all[i]] = cjson.decode(all[i + 1]) end
end

local told = {
  'status_at', 'status_heard', 'category_at', 'category_heard', 'quality_at', 'quality_heard',
  'impending_said', 'heard'
}
for i = 6, #ARGV, 2 do
  local field, template = ARGV[i], cjson.decode(ARGV[i + 1])
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
  redis.call('HSET', KEYS[1], field, cjson.encode(template))
end
for field, was in pairs(held) do
  if not (was.heard and was.heard > asked) then redis.call('HDEL', KEYS[1], field) end
end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return (#ARGV - 5) / 2
