-- A send with an Idempotency-Key ended.
--
-- key.record   the key's
-- arg.nonce    of the attempt that ended: another's record is left alone
-- arg.how      keep (its answer), free (it did not happen) or lose (nobody knows)
-- arg.status?  of its answer
-- arg.type?    its content type
-- arg.body?
--
-- Answers the message's id when it was lost but a status has told of it; else nothing.
--- include hash
local kept = load(key.record)
if kept.nonce ~= arg.nonce or kept.state ~= 'busy' then return '' end
if arg.how == 'free' then
  redis.call('DEL', key.record)
  return ''
end
if arg.how == 'keep' then
  redis.call('HSET', key.record, 'state', 'done', 'status', arg.status, 'type', arg.type,
    'body', arg.body)
elseif kept.told then
  redis.call('HSET', key.record, 'state', 'done', 'status', PROVED_STATUS, 'type', PROVED_TYPE,
    'body', kept.body)
else
  redis.call('HSET', key.record, 'state', 'lost')
end
redis.call('EXPIRE', key.record, KEY_LIFE)
return arg.how == 'lose' and kept.told or ''
