-- Meta took a send: from now on what it took of budgets is known by the message, of which a status may
-- have come before.
--
-- key.send           what it took, by its reservation; see lib/budgets.lua
-- key.message        by the message's id
-- arg.clock_offset   ms
-- each_key.used      and of each budget that it may have taken from as in budget-take.lua
-- each_arg.name
-- each_arg.since
-- each_arg.ends
-- each_arg.currency
-- each_arg.amount
-- each_arg.messages
-- each_arg.soft
--
-- Answers 0.
--- include clock budgets
local now = clock()
local send = load(key.send)
if not send.charged or send.failed then return 0 end
redis.call('DEL', key.send)
for field, heard in pairs(load(key.message)) do send[field] = heard end
for field, value in pairs(send) do redis.call('HSET', key.message, field, value) end
redis.call('EXPIRE', key.message, longest_life(now))
settle(key.message, send, now)
return 0
