-- A contact is written to once every interval, and so many times ahead. Its bucket is in ms.
local pair_full, pair_next = one_less(
  tonumber(redis.call('GET', key.pair_rate)) or 0, now_ms, PAIR_INTERVAL_MS, PAIR_BURST)
--- look
if pair_next > now_ms then why = grounds('exceeded', {next_ms = pair_next}) end
--- take
-- Past the end of a rate that is only observed there is no token.
if pair_next <= now_ms then
  pair_taken = true
  held = held .. HELD_PAIR_RATE
  redis.call('SET', key.pair_rate, string.format('%d', pair_full), 'PX', pair_full - now_ms)
end
