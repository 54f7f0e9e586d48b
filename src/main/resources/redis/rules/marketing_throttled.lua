-- How much marketing a contact gets: the allowance outside an open window, Meta's rest after a
-- 131049, quiet hours, blocked countries, and the number's own rate, whose bucket is in us.
local starts_anew, rate_interval, rate_full, rate_next = true, nil, nil, nil
if arg.marketing_interval ~= '' then
  rate_interval = tonumber(arg.marketing_interval)
  rate_full, rate_next = one_less(
    rate_bucket(business.promo), now_us, rate_interval, tonumber(arg.marketing_burst))
end
--- look
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

-- Counted sends of the open conversation, when it began, when the gap after the last one ends, and
-- whether the next one starts another. Two names' sends may be of more than one.
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

-- What holds it back longest, until when.
local function outside_window(sent, first, gap_ends, cooling)
  local quiet_ends = tonumber(arg.quiet_until) or 0
  local conversation_ends = sent >= terms.allowance and first + terms.marketing_window or 0
  local ends = math.max(conversation_ends, cooling.cool_down_ends, gap_ends, quiet_ends)
  if ends <= now then return end
  if conversation_ends == ends then
    return grounds('allowance_used', {
      sent = sent, first = first, conversation_ends = conversation_ends
    })
  end
  if cooling.cool_down_ends == ends then return grounds('cool_down', cooling) end
  if gap_ends == ends then return grounds('too_soon', {gap_ends = gap_ends}) end
  return grounds('quiet_hours', {quiet_ends = quiet_ends})
end

if arg.blocked_country ~= '' then
  why = grounds('blocked_country', {country = arg.blocked_country})
else
  local failed_at, cool_down_ends = cool_down()
  local sent, first, gap_ends, anew = counted()
  local cooling = {failed = failed_at, cool_down_ends = cool_down_ends}
  starts_anew, marketing_sent, marketing_since = anew, sent, sent > 0 and first or 0
  if window == 'open' then
    if cool_down_ends > now then why = grounds('cool_down', cooling) end
  elseif terms.allowance == 0 then
    why = grounds('allowance_used', {sent = 0})
  else
    why = outside_window(sent, first, gap_ends, cooling)
  end
  if not why and rate_next and rate_next > now_us then
    why = grounds('marketing_rate', {next_ms = math.ceil(rate_next / 1000)})
  end
end
--- take
-- Past the allowance, where the rule is only observed, a few more are enough to know.
if window ~= 'open' and marketing_sent < terms.allowance + OBSERVED_PAST_ALLOWANCE then
  held = held .. HELD_MARKETING_SLOT
  local mine = string.format('%d:%s', now, arg.reservation)
  redis.call('HSET', key.contact, 'sent', starts_anew and mine or contact.sent .. ',' .. mine)
  redis.call('EXPIRE', key.contact,
    (contact.consent and CONSENT_LIFE or terms.record_life) + SPARE_LIFE)
end
if rate_next and rate_next <= now_us then
  held = held .. HELD_MARKETING_RATE
  keep_rate(key.number, 'promo', rate_full, rate_interval)
end
