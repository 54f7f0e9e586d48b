-- A status came for a send with an Idempotency-Key: Meta took it.
--
-- KEYS[1] the key's record, or what leads to it by the caller's own callback data
-- ARGV  1 search (then no more) or tell
--       2 nonce the message carries, or nothing when it carries the caller's own data
--       3 clock offset, ms
--       4 the message's id
--       5 the answer Meta would have given
--
-- Search answers {} or {the key's id}; tell answers {} or, when only this told how the send ended,
-- {contact, what settle.lua needs}.
--- include clock hash
if ARGV[1] == 'search' then return {redis.call('GET', KEYS[1]) or nil} end

local kept = load(KEYS[1])
if not kept.nonce or (ARGV[2] ~= '' and kept.nonce ~= ARGV[2]) then return {} end
if kept.state == 'busy' and clock(ARGV[3]) < number(kept.lease) then
  -- Its answer may still come.
  redis.call('HSET', KEYS[1], 'told', ARGV[4], 'body', ARGV[5])
elseif kept.state == 'busy' or kept.state == 'lost' then
  redis.call('HSET', KEYS[1], 'state', 'done', 'status', '200', 'type', 'application/json',
    'body', ARGV[5])
  return {kept.contact, kept.held}
end
return {}
