-- The business answered on its phone: nobody waits any longer. No window opens by it.
--
-- key.contact      the contact's record
-- key.names        the bucket of the contact's name
-- key.waiting      the number's list of who waits
-- arg.name
-- arg.at           Meta's timestamp of the answer, s
-- arg.record_life  how long a record lives after its last change, s
--
-- Answers {'moved', name}, or {seconds the contact had waited, or -1}.
--- include hash moved lifetime waiting
local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local record = load(key.contact)
local waited = replied(record, tonumber(arg.at))
set(key.contact, 'wait', record.wait)
redis.call('HSET', key.contact, 'replied', record.replied)
if waited >= 0 then redis.call('HSET', key.contact, 'took', record.took) end
list_waiting(key.waiting, arg.name, record)
keep(key.contact, record, arg.record_life)
return {waited}
