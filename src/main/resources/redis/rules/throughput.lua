-- What a number sends and receives in a second. Its bucket is in us.
local per_second = tonumber(business.rate and arg.raised_throughput or arg.throughput)
throughput = bucket(
  rate_bucket(business.out), now_us, math.ceil(MICROSECONDS / per_second), per_second)

rule('throughput', function()
  if not throughput.has_token then
    return grounds('exceeded', {
      per_second = per_second, next_ms = math.ceil(throughput.next_at / 1000)
    })
  end
end, function()
  if not take(throughput, HELD_THROUGHPUT) then return end
  redis.call('HSET', key.number, 'out', written_bucket(throughput.full_at, throughput.interval))
end)
