-- What is known of a message of a provider, whose statuses name nothing but its id.
--
-- key.message       whose it is, and when it was sent, s: `channelId@sent contact`; `! time closes` when
--                   it was reported failed before its send was settled; `!` when a contact wrote it
-- arg.what          taken (a send was), failed, wrote (a contact did) or look
-- arg.value?        to be remembered: of taken whose it is, of failed `time closes`
--
-- Answers what was known.
local known = redis.call('GET', key.message) or ''
local value
if arg.what == 'taken' then
  value = arg.value
elseif arg.what == 'failed' and (known == '' or string.sub(known, 1, 1) == '!') then
  value = '! ' .. arg.value
elseif arg.what == 'wrote' and known == '' then
  value = '!'
end
if value then redis.call('SET', key.message, value, 'EX', GRAY_MESSAGE_LIFE) end
return known
