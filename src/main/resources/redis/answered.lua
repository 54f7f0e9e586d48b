-- The business answered on its phone: nobody waits any longer. No window opens by it.
--
-- KEYS[1] the contact's record     KEYS[2] the bucket of the contact's name
-- KEYS[3] the number's list of who waits
-- ARGV  1 name
--       2 Meta's timestamp of the answer, s
--       3 how long the list of who waits lives, s
--       4 how long a record lives after its last change, 5 one with a stated consent, s
--
-- Answers {'moved', name}, or {seconds the contact had waited, or -1}.
--- include hash names lifetime waiting
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record = load(KEYS[1])
local waited = replied(record, tonumber(ARGV[2]))
set(KEYS[1], 'wait', record.wait)
redis.call('HSET', KEYS[1], 'replied', record.replied)
if waited >= 0 then redis.call('HSET', KEYS[1], 'took', record.took) end
list_waiting(KEYS[3], ARGV[1], record, ARGV[3])
keep(KEYS[1], record, ARGV[4], ARGV[5])
return {waited}
