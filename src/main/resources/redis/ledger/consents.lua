-- One step through all keys of this server, for the contacts of a number whose consent was stated.
-- Their keys are found here, and so not listed; all have the number's hash tag.
--
-- key.number
-- arg.contacts  what a contact's key is like, after the hash tag
-- arg.cursor    where to go on, 0 to begin
-- arg.step      about how many keys to look at
--
-- answer.cursor           where to go on, 0 at the end; the contacts follow
-- answer_contact.name
-- answer_contact.consent  word, time in s, source
local tag = string.match(key.number, '^.*}:')
local step = redis.call('SCAN', arg.cursor, 'MATCH', tag .. arg.contacts, 'COUNT', arg.step)
local all = {step[1]}
for _, contact in ipairs(step[2]) do
  local consent = redis.call('HGET', contact, 'consent')
  local name = string.sub(contact, #tag + #arg.contacts)
  if consent then all[#all + 1] = answer_contact({name = name, consent = consent}) end
end
return all
