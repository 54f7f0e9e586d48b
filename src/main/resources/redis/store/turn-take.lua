-- Takes or keeps a work for one replica, and the right to call the server, if nobody calls.
--
-- key.lease      which replica does the work
-- key.call       there while nobody may call
-- arg.replica    this one
-- arg.lease_ms   how long the work stays its
-- arg.call_ms    how long nobody else may call
--
-- Answers
-- answer.ours    1 when the work is this replica's, else 0
-- answer.wait    ms: until somebody may call, 0 for now; of another's work until its lease ends
local holder = redis.call('GET', key.lease)
if holder and holder ~= arg.replica then
  return answer({ours = 0, wait = redis.call('PTTL', key.lease)})
end
redis.call('SET', key.lease, arg.replica, 'PX', arg.lease_ms)
local busy = redis.call('PTTL', key.call)
if busy > 0 then return answer({ours = 1, wait = busy}) end
redis.call('SET', key.call, arg.replica, 'PX', arg.call_ms)
return answer({ours = 1, wait = 0})
