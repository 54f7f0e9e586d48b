-- Takes or keeps the lease of a target for one replica, and reads on in what waits: first what was
-- read by any replica and is not done, then what nobody has read.
--
-- KEYS[1] the lease: which replica sends   KEYS[2] the stream of what waits
-- KEYS[3] what was tried, by entry         KEYS[4] the target's state: paused (since, ms), why
-- KEYS[5] the stream of dead letters
-- ARGV  1 clock offset, ms
--       2 this replica
--       3 how long the lease lasts, ms
--       4 where to read on: an entry, or > for what nobody has read
--       5 how many entries
--       6 name of the consumer group
--       7 where the stream begins
--       8 how long what waits lives without any change, s
--
-- Answers whose turn it is (0 another replica's, 1 still this one's, 2 this one's from now on), now, how
-- many wait, when the oldest of them was queued or '', how many dead letters there are, paused or '',
-- why or '', where to read on, and of each entry: itself, event id, order keys, when it was queued, what
-- was tried or ''.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
local me, from, group = ARGV[2], ARGV[4], ARGV[6]

local function fields(entry)
  local all = {}
  for i = 1, #entry[2], 2 do all[entry[2][i]] = entry[2][i + 1] end
  return all
end

local function answer(turn, entries)
  local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
  local state = redis.call('HMGET', KEYS[4], 'paused', 'why')
  return {
    turn, string.format('%.0f', now), redis.call('XLEN', KEYS[2]), first and fields(first).at or '',
    redis.call('XLEN', KEYS[5]), state[1] or '', state[2] or '', from, entries
  }
end

local holder = redis.call('GET', KEYS[1])
if holder and holder ~= me then return answer(0, {}) end
redis.call('SET', KEYS[1], me, 'PX', ARGV[3])
if not holder then from = ARGV[7] end
if redis.call('EXISTS', KEYS[2]) == 0 then return answer(holder and 1 or 2, {}) end

local function unread()
  local streams = redis.pcall('XREADGROUP', 'GROUP', group, me, 'COUNT', ARGV[5], 'STREAMS', KEYS[2], '>')
  if streams and streams.err then
    -- The stream is new.
    redis.call('XGROUP', 'CREATE', KEYS[2], group, ARGV[7])
    return unread()
  end
  return streams and streams[1] and streams[1][2] or {}
end

-- Who has nothing pending will never come back under its name.
local function forget_others()
  for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[2], group)) do
    if consumer[2] ~= me and consumer[4] == 0 then
      redis.call('XGROUP', 'DELCONSUMER', KEYS[2], group, consumer[2])
    end
  end
end

local entries = {}
if from ~= '>' then
  redis.pcall('XGROUP', 'CREATE', KEYS[2], group, ARGV[7])
  local claimed = redis.call('XAUTOCLAIM', KEYS[2], group, me, 0, from, 'COUNT', ARGV[5])
  from, entries = claimed[1], claimed[2]
  if from == ARGV[7] then
    from = '>'
    forget_others()
  end
end
if from == '>' and #entries == 0 then entries = unread() end
redis.call('EXPIRE', KEYS[2], ARGV[8])

local told = {}
for _, entry in ipairs(entries) do
  if entry and entry[2] then
    local all = fields(entry)
    local tried = redis.call('HGET', KEYS[3], entry[1]) or ''
    told[#told + 1] = {entry[1], all.id, all.order, all.at, tried}
  end
end
return answer(holder and 1 or 2, told)
