-- A status came for a send with an Idempotency-Key: Meta took it.
--
-- key.record         the key's, or what leads to it by the caller's own callback data
-- arg.what           search (by callback data) or tell
-- arg.nonce?         that the message carries; nothing when it carries the caller's own data
-- arg.clock_offset?  ms
-- arg.wamid?         the message's id
-- arg.body?          the answer Meta would have given
--
-- Answers {}; to search {the key's id}; to tell, when only this told how the send ended, where its
-- contact is, and what settle.lua needs of it:
-- answer.contact
-- answer.at
-- answer.reservation
-- answer.category
-- answer.country
-- answer.window
-- answer.conversation
-- answer.inside
-- answer.outside
-- answer.free
-- answer.held
--- include clock hash

-- A reservation as admit.lua keeps it.
local function reservation(kept)
  local at, id, category, country, window, conversation, inside, outside, free, held =
    string.match(kept, '^' .. string.rep('([^ ]*) ', 9) .. '([^ ]*)$')
  return {
    at = at, reservation = id, category = category, country = country, window = window,
    conversation = conversation, inside = inside, outside = outside, free = free, held = held
  }
end

if arg.what == 'search' then return {redis.call('GET', key.record) or nil} end

local kept = load(key.record)
if not kept.nonce or (arg.nonce ~= '' and kept.nonce ~= arg.nonce) then return {} end
if kept.state == 'busy' and clock() < number(kept.lease) then
  -- Its answer may still come.
  redis.call('HSET', key.record, 'told', arg.wamid, 'body', arg.body)
elseif kept.state == 'busy' or kept.state == 'lost' then
  redis.call('HSET', key.record, 'state', 'done', 'status', PROVED_STATUS, 'type', PROVED_TYPE,
    'body', arg.body)
  local send = reservation(kept.held)
  send.contact = kept.contact
  return answer(send)
end
return {}
