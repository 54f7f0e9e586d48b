-- A contact is written to once every interval, and so many times ahead. Its bucket is in ms.
pair = bucket(number(redis.call('GET', key.pair_rate)), now_ms, PAIR_INTERVAL_MS, PAIR_BURST)

rule('pair_rate', function()
  if not pair.has_token then return grounds('exceeded', {next_ms = pair.next_at}) end
end, function()
  if not take(pair, HELD_PAIR_RATE) then return end
  redis.call('SET', key.pair_rate, string.format('%d', pair.full_at), 'PX', pair.full_at - now_ms)
end)
