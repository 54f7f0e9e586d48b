-- That a budget came to its share was told.
--
-- key.used           what is used of it, see budget-take.lua
-- arg.clock_offset   ms
--
-- Answers 0.
--- include clock
local now = clock()
if redis.call('EXISTS', key.used) == 1 then redis.call('HSET', key.used, 'told', now) end
return 0
