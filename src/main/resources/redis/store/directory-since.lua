-- The entries of the directory that changed after a version, the oldest change first.
--
-- key.version   of all entries
-- key.versions  each entry's
-- key.entries   their JSON
-- arg.version
-- arg.most      so many at most
--
-- answer.version           now; the entries follow
-- answer_change.entry      kind:id
-- answer_change.version
-- answer_change.json       nothing when it was removed
local changes = redis.call('ZRANGEBYSCORE', key.versions, '(' .. arg.version, '+inf',
  'WITHSCORES', 'LIMIT', 0, arg.most)
local all = {redis.call('GET', key.version) or '0'}
for i = 1, #changes, 2 do
  all[#all + 1] = answer_change({
    entry = changes[i],
    version = changes[i + 1],
    json = redis.call('HGET', key.entries, changes[i]) or ''
  })
end
return all
