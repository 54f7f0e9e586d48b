-- Takes or keeps the lease of a target for one replica, and reads on in what waits: first what was
-- read by any replica and is not done, then what nobody has read.
--
-- key.lease          which replica sends
-- key.queue          the stream of what waits
-- key.tries          what was tried, by entry
-- key.state          the target's: paused (since, ms), why
-- key.dead           the stream of dead letters
-- arg.clock_offset   ms
-- arg.replica        this one
-- arg.lease_ms       how long the lease lasts
-- arg.from           where to read on: an entry, or > for what nobody has read
-- arg.queue_life     how long what waits lives without any change, s
--
-- Answers
-- answer.lease       whose it is: anothers, or this one's, kept or taken
-- answer.now         ms
-- answer.waiting     how many
-- answer.oldest      when the oldest of them was queued, ms, or nothing
-- answer.dead        how many
-- answer.paused      since when, ms, or nothing
-- answer.why         it is paused
-- answer.from        where to read on
-- answer.entries     of each:
-- answer_entry.place
-- answer_entry.id    of the event
-- answer_entry.order keys
-- answer_entry.at    when it was queued, ms
-- answer_entry.tried or nothing
--- include clock entries
local _, now = clock()
local from = arg.from

-- What XREADGROUP calls the entries that nobody has read.
local not_read = '>'

local function state(lease, entries)
  local first = redis.call('XRANGE', key.queue, '-', '+', 'COUNT', 1)[1]
  local paused, why = unpack(redis.call('HMGET', key.state, 'paused', 'why'))
  return answer({
    lease = lease, now = string.format('%.0f', now), waiting = redis.call('XLEN', key.queue),
    oldest = first and fields(first).at or '', dead = redis.call('XLEN', key.dead),
    paused = paused or '', why = why or '', from = from, entries = entries
  })
end

local holder = redis.call('GET', key.lease)
if holder and holder ~= arg.replica then return state('anothers', {}) end
local lease = holder and 'kept' or 'taken'
redis.call('SET', key.lease, arg.replica, 'PX', arg.lease_ms)
if not holder then from = RELAY_START end
if redis.call('EXISTS', key.queue) == 0 then return state(lease, {}) end

local function unread()
  local streams = redis.pcall('XREADGROUP', 'GROUP', RELAY_GROUP, arg.replica, 'COUNT', RELAY_PAGE,
    'STREAMS', key.queue, not_read)
  if streams and streams.err then
    -- The stream is new.
    redis.call('XGROUP', 'CREATE', key.queue, RELAY_GROUP, RELAY_START)
    return unread()
  end
  return streams and streams[1] and streams[1][2] or {}
end

-- Who has nothing pending will never come back under its name.
local function forget_others()
  for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', key.queue, RELAY_GROUP)) do
    local _, name, _, not_done = unpack(consumer)
    if name ~= arg.replica and not_done == 0 then
      redis.call('XGROUP', 'DELCONSUMER', key.queue, RELAY_GROUP, name)
    end
  end
end

-- What was read and is not done, whoever read it.
local function pending()
  redis.pcall('XGROUP', 'CREATE', key.queue, RELAY_GROUP, RELAY_START)
  local next_from, entries = unpack(redis.call(
    'XAUTOCLAIM', key.queue, RELAY_GROUP, arg.replica, 0, from, 'COUNT', RELAY_PAGE))
  from = next_from
  if from == RELAY_START then
    from = not_read
    forget_others()
  end
  return entries
end

local entries = from ~= not_read and pending() or {}
if from == not_read and #entries == 0 then entries = unread() end
redis.call('EXPIRE', key.queue, arg.queue_life)

local told = {}
for _, entry in ipairs(entries) do
  if entry and entry[2] then
    local letter = fields(entry)
    told[#told + 1] = answer_entry({
      place = entry[1], id = letter.id, order = letter.order, at = letter.at,
      tried = redis.call('HGET', key.tries, entry[1]) or ''
    })
  end
end
return state(lease, told)
