-- Ends a replica's lease of a target.
--
-- key.lease    which replica sends
-- arg.replica
--
-- Answers 1 when it had the lease, else 0.
if redis.call('GET', key.lease) == arg.replica then return redis.call('DEL', key.lease) end
return 0
