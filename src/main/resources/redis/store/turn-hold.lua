-- Keeps or ends a replica's work at a server.
--
-- key.lease      which replica does the work
-- arg.replica    this one
-- arg.lease_ms   how long it stays its; 0 to give it back
--
-- Answers 1 when it was its, else 0.
if redis.call('GET', key.lease) ~= arg.replica then return 0 end
if tonumber(arg.lease_ms) > 0 then return redis.call('PEXPIRE', key.lease, arg.lease_ms) end
return redis.call('DEL', key.lease)
