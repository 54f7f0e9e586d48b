-- Queues dead letters of a target anew, and ends its pause.
--
-- key.dead          the stream of dead letters
-- key.queue         the stream of what waits
-- key.state         the target's
-- arg.clock_offset  ms
-- arg.most          may wait
-- arg.queue_life    how long what waits lives without any change, s
-- each_arg.place    a dead letter's entry
--
-- Answers how many it queued.
--- include clock
local _, now = clock()
local queued_at = string.format('%.0f', now)

-- The entry that waits anew: without what was tried, and queued now.
local function anew(entry)
  local all = {}
  for i = 1, #entry[2], 2 do
    local name, value = entry[2][i], entry[2][i + 1]
    if name == 'at' then value = queued_at end
    if name ~= 'tried' then
      all[#all + 1] = name
      all[#all + 1] = value
    end
  end
  return all
end

local count = 0
redis.call('DEL', key.state)
for i = 1, each_count do
  local place = each_arg.place
  local entry = redis.call('XRANGE', key.dead, place, place)[1]
  if entry and redis.call('XLEN', key.queue) < tonumber(arg.most) then
    redis.call('XADD', key.queue, '*', unpack(anew(entry)))
    redis.call('XDEL', key.dead, place)
    count = count + 1
  end
end
redis.call('EXPIRE', key.dead, DEAD_LETTERS_LIFE)
redis.call('EXPIRE', key.queue, arg.queue_life)
return count
