-- A send with an Idempotency-Key ended.
--
-- KEYS[1] the key's record
-- ARGV  1 nonce of the attempt that ended: another's record is left alone
--       2 keep (its answer), free (it did not happen) or lose (nobody knows)
--       3 status     4 content type     5 body, of its answer
--       6 how long the record lives, s
--
-- Answers the message's id when it was lost but a status has told of it; else nothing.
--- include hash
local kept = load(KEYS[1])
if kept.nonce ~= ARGV[1] or kept.state ~= 'busy' then return '' end
if ARGV[2] == 'free' then
  redis.call('DEL', KEYS[1])
  return ''
end
if ARGV[2] == 'keep' then
  redis.call('HSET', KEYS[1], 'state', 'done', 'status', ARGV[3], 'type', ARGV[4], 'body', ARGV[5])
elseif kept.told then
  redis.call('HSET', KEYS[1], 'state', 'done', 'status', '200', 'type', 'application/json',
    'body', kept.body)
else
  redis.call('HSET', KEYS[1], 'state', 'lost')
end
redis.call('EXPIRE', KEYS[1], ARGV[6])
return ARGV[2] == 'lose' and kept.told or ''
