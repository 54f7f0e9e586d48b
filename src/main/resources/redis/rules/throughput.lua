-- What a number sends and receives in a second. Its bucket is in us.
local per_second = tonumber(business.rate and arg.raised_throughput or arg.throughput)
local interval = math.ceil(MICROSECONDS / per_second)
local throughput_full, throughput_next = one_less(
  rate_bucket(business.out), now_us, interval, per_second)
--- look
if throughput_next > now_us then
  why = grounds('exceeded', {
    per_second = per_second, next_ms = math.ceil(throughput_next / 1000)
  })
end
--- take
if throughput_next <= now_us then
  throughput_taken = true
  held = held .. HELD_THROUGHPUT
  keep_rate(key.number, 'out', throughput_full, interval)
end
