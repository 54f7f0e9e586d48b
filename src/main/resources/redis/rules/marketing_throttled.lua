-- How much marketing a contact gets: the allowance outside an open window, Meta's rest after a
-- 131049, quiet hours, blocked countries, and the number's own rate, whose bucket is in us.
local sent, first, gap_ends, starts_anew = 0, 0, 0, true
local rate = terms.is_marketing and arg.marketing_interval ~= '0' and bucket(
  rate_bucket(business.promo), now_us, tonumber(arg.marketing_interval),
  tonumber(arg.marketing_burst))

-- Counts the 131049s since the contact last wrote; after the longest cool-down without one, anew.
local function cool_down()
  local repeats, last = 0, nil
  for at in string.gmatch(contact.failed or '', '(%d+):') do
    at = tonumber(at)
    if not (inbound and inbound >= at) then
      if last and at - last >= LONGEST_COOL_DOWN then repeats = 0 end
      repeats, last = repeats + 1, at
    end
  end
  if not last then return 0, 0 end
  return last, last + math.min(FIRST_COOL_DOWN * 2 ^ (repeats - 1), LONGEST_COOL_DOWN)
end

-- Counted sends of the open conversation, and whether the next one starts another. Two names' sends
-- may be of more than one.
local function counted()
  local count, began, last = 0, 0, 0
  for at in string.gmatch(contact.sent or '', '(%d+):') do
    at = tonumber(at)
    if count == 0 or at >= began + terms.marketing_window then count, began = 0, at end
    count, last = count + 1, at
  end
  local replied_to = terms.reset_on_reply and inbound and inbound >= last
  local anew = count == 0 or replied_to or now >= began + terms.marketing_window
  return anew and 0 or count, began, last > 0 and not replied_to and last + terms.min_gap or 0, anew
end

local function over_rate()
  if rate and not rate.has_token then
    return grounds('marketing_rate', {next_ms = math.ceil(rate.next_at / 1000)})
  end
end

-- Whatever lasts longest is told.
rule('marketing_throttled', function()
  if not terms.is_marketing then return not_applicable end
  if arg.blocked_country ~= '' then
    return grounds('blocked_country', {country = arg.blocked_country})
  end
  local failed_at, cool_down_ends = cool_down()
  local cooling = {failed = failed_at, cool_down_ends = cool_down_ends}
  sent, first, gap_ends, starts_anew = counted()
  marketing_use = {sent = sent, since = sent > 0 and first or 0}
  if window == 'open' then
    return cool_down_ends > now and grounds('cool_down', cooling) or over_rate()
  end
  if terms.allowance == 0 then return grounds('allowance_used', {sent = 0}) end
  local quiet_ends = number(arg.quiet_until)
  local conversation_ends = sent >= terms.allowance and first + terms.marketing_window or 0
  local ends = math.max(conversation_ends, cool_down_ends, gap_ends, quiet_ends)
  if ends <= now then return over_rate() end
  if conversation_ends == ends then
    return grounds('allowance_used', {
      sent = sent, first = first, conversation_ends = conversation_ends
    })
  end
  if cool_down_ends == ends then return grounds('cool_down', cooling) end
  if gap_ends == ends then return grounds('too_soon', {gap_ends = gap_ends}) end
  return grounds('quiet_hours', {quiet_ends = quiet_ends})
end, function()
  if not terms.is_marketing then return end
  -- Past the allowance, where the rule is only observed, a few more are enough to know.
  if window ~= 'open' and sent < terms.allowance + OBSERVED_PAST_ALLOWANCE then
    hold(HELD_MARKETING_SLOT)
    local mine = string.format('%d:%s', now, arg.reservation)
    redis.call('HSET', key.contact, 'sent', starts_anew and mine or contact.sent .. ',' .. mine)
    keep(key.contact, contact, terms.record_life)
  end
  if rate and take(rate, HELD_MARKETING_RATE) then
    redis.call('HSET', key.number, 'promo', written_bucket(rate.full_at, rate.interval))
  end
end)
