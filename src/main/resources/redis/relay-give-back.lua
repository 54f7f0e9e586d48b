-- Ends a replica's lease of a target.
--
-- KEYS[1] the lease
-- ARGV  1 the replica
--
-- Answers 1 when it had the lease, else 0.
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
