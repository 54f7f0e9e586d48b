-- The contact wrote: the window reaches to the newest message's timestamp plus its length.
--
-- KEYS[1] the contact's record
-- ARGV  1 clock offset, ms
--       2 Meta's timestamp of the message, s
--       3 length of a customer service window, s
--       4 how long a record lives after its last change, s
--       5 how long one with a stated preference lives, s
--
-- Answers 1 when the window opened by it.
local time = redis.call('TIME')
local now = math.floor((time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]) / 1000)

local record = redis.call('HMGET', KEYS[1], 'inbound', 'shut', 'stop')
local before, shut = tonumber(record[1]) or 0, tonumber(record[2]) or -1
local at = tonumber(ARGV[2])
if at <= before then return 0 end
redis.call('HSET', KEYS[1], 'inbound', ARGV[2])
redis.call('EXPIRE', KEYS[1], record[3] and ARGV[5] or ARGV[4])

local was_open = before > shut and now < before + ARGV[3]
local is_open = at > shut and now < at + ARGV[3]
return is_open and not was_open and 1 or 0
