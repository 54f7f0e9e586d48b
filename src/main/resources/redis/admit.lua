-- Decides one send and reserves what it consumes, in one step; or explains what it would decide,
-- and reserves nothing.
--
-- KEYS[1] the contact's record          KEYS[2] the bucket of the contact's name
-- KEYS[3] the number's record           KEYS[4] the number's spend of this month
-- KEYS[5] the bucket of the name that was asked for
-- KEYS[6] when the contact's pair rate is whole again, ms
-- KEYS[7] the Idempotency-Key's record  KEYS[8] which key a status with the caller's own data is of
-- ARGV  in the order of the first line below. The name; the name that was asked for; 1 when it led to
--       this one of late; clock offset, ms; decide or explain; the reservation's id; until when
--       marketing to the contact is quiet, s, or b and its country where none is sent, or nothing.
--       Of an Idempotency-Key: digest of what is sent, or nothing without one; nonce; until when
--       the send ends, s; how long it lives, s; id. The contact's country.
--       Length of a customer service window, s; window margin, ms; 1 when the window must be open; 1
--       when an unknown window passes; 1 when an opt-in is needed; 2, 1 or 0 for each of seven
--       rules: enforce, observe, off. How it is charged: category, by conversation, in a window,
--       outside, free per month; how long a free entry point may be answered, lasts, and a
--       conversation lasts, s. Coverage needed to call a window closed, s; longest silence of the
--       webhooks, s; how many sends without a webhook, for how long, s, are silence, too. The pair
--       rate's interval, ms, and burst; the number's throughput, per s; 1 when that stands, else
--       what Meta's raise makes of it; how long the number's record lives, s. 1 when the send is
--       marketing: the rest is read only then. Counted sends allowed per conversation; its length,
--       s; shortest time between counted sends, s; 1 when a reply starts the count anew; first and
--       longest cool-down after a 131049, s; interval, us, and burst of the number's marketing rate,
--       or 0; how long a record lives, s; how long one with a stated consent lives, s
--
-- Answers of an Idempotency-Key that was used {'key', 'reused' or 'lost', 0}, {'key', 'busy', until
-- when, s} or {'key', 'done', status, content type, body}. Else {'moved', name}; {'stale'} when the
-- name that was asked for leads elsewhere now; or {window, now ms, window end ms, last inbound,
-- charge, held, refusing, observed, pair tokens left, when they are whole ms, throughput left,
-- throughput, tier} and when explaining {..., rules, facts}. Held is what a decision took: s a
-- marketing slot, p a pair token, t one of the throughput, m one of the marketing rate. Refusing,
-- observed and each of the rules is {} or {grounds, fact, fact, next}; what is not known is 0. Times
-- are in seconds, but for those of rates, in ms.
local name, asked, hinted, offset, mode, reservation, quiet, key_digest, key_nonce, key_lease, key_life, key_id,
  country, window_length, margin, needs_window,
  unknown_passes, needs_opt_in, on_restricted, on_opted_out, on_no_opt_in, on_window, on_marketing,
  on_pair, on_throughput, category, by_conversation, inside, outside, free, fep_answer, fep_length,
  conversation_length, coverage_needed, longest_silence, unheard_sends, unheard_time, pair_interval,
  pair_burst, throughput, raised, number_life, is_marketing, allowance, conversation_window, gap,
  resets, first_rest, longest_rest, marketing_interval, marketing_burst, life, consent_life =
  unpack(ARGV)

local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local now, now_ms, now_us = clock(offset)
local left
if asked ~= name then
  local to, at = root(KEYS[5], asked)
  if not to or hinted == '1' and to ~= name then return {'stale'} end
  left = at and at <= now and at
end
local record = load(KEYS[1])
local line = redis.call('HMGET', KEYS[3], 'covered', 'heard', 'spoke', 'unheard', 'biz', 'all', 'ban',
  'tier', 'rate', 'out', 'promo')

local function used_key()
  local kept = load(KEYS[7])
  if not kept.state then return end
  if kept.digest ~= key_digest then return {'key', 'reused', 0} end
  if kept.state == 'done' then return {'key', 'done', kept.status, kept.type, kept.body} end
  if kept.state == 'busy' and now < number(kept.lease) then
    return {'key', 'busy', number(kept.lease)}
  end
  if kept.told then return {'key', 'done', '200', 'application/json', kept.body} end
  return {'key', 'lost', 0}
end

if key_digest ~= '' then
  local used = used_key()
  if used then return used end
end

-- Whoever left a name is not who reads what is sent to it: nothing was heard from there.
local inbound, shut = tonumber(record['in']), tonumber(record.shut)
if left then inbound, shut = nil, nil end

-- Since when the number's webhooks are seen without a gap, or 0.
local function covered()
  local since, heard = number(line[1]), number(line[2])
  local unheard = number(line[4]) >= tonumber(unheard_sends) and now - number(line[3]) > tonumber(unheard_time)
  return not unheard and now - heard <= tonumber(longest_silence) and since or 0
end

local since = covered()

local function window()
  if inbound and not (shut and shut >= inbound) then
    local ends = (inbound + window_length) * 1000 - margin
    if now_ms < ends then return 'open', ends end
    return 'closed', 0
  end
  if inbound or shut then return 'closed', 0 end
  if since > 0 and now >= since + coverage_needed then return 'closed', 0 end
  return 'unknown', 0
end

local state, ends = window()

-- Each rule answers its grounds to refuse, nil to pass, or false when it does not apply.

local function restricted()
  if string.match(line[7] or '', ' 1$') then return {'restricted', 1, 0, 0} end
  local all = number(string.match(line[6] or '', ' (%d+)$'))
  if all > now then return {'restricted', 1, 0, all} end
  local initiated = number(string.match(line[5] or '', ' (%d+)$'))
  if needs_window ~= '1' and state ~= 'open' and initiated > now then
    return {'restricted', 0, 0, initiated}
  end
end

local stated, stated_at = string.match(record.consent or '', '^(%a+) (%d+)')

local function opted_out()
  if is_marketing ~= '1' then return false end
  if stated == 'out' then return {'opted_out', tonumber(stated_at), 0, 0} end
end

local function no_opt_in()
  if needs_opt_in ~= '1' then return false end
  if not inbound and stated ~= 'in' and stated ~= 'put' then return {'no_opt_in', 0, 0, 0} end
end

local function window_closed()
  if needs_window ~= '1' then return false end
  if state == 'unknown' and unknown_passes ~= '1' then return {'window_unknown', since, 0, 0} end
  if state == 'closed' and left then return {'left', left, 0, 0} end
  if state == 'closed' then
    local by_meta = shut and shut >= (inbound or 0) and shut or 0
    return {'window_closed', inbound or 0, by_meta, 0}
  end
end

-- Counts the 131049s since the contact last wrote; after the longest cool-down without one, anew.
local function cool_down()
  local repeats, last = 0, nil
  for at in string.gmatch(record.failed or '', '(%d+):') do
    at = tonumber(at)
    if not (inbound and inbound >= at) then
      if last and at - last >= tonumber(longest_rest) then repeats = 0 end
      repeats, last = repeats + 1, at
    end
  end
  if not last then return 0, 0 end
  return last, last + math.min(first_rest * 2 ^ (repeats - 1), longest_rest)
end

-- Counted sends of the open conversation, and whether the next one starts another. Two names' sends
-- may be of more than one.
local function counted()
  local sent, first, last = 0, 0, 0
  for at in string.gmatch(record.sent or '', '(%d+):') do
    at = tonumber(at)
    if sent == 0 or at >= first + conversation_window then sent, first = 0, at end
    sent, last = sent + 1, at
  end
  local reply = resets == '1' and inbound and inbound >= last
  local fresh = sent == 0 or reply or now >= first + conversation_window
  return fresh and 0 or sent, first, last > 0 and not reply and last + gap or 0, fresh
end

local sent, first, gap_until, fresh = 0, 0, 0, true

-- The number's marketing rate: when the bucket is full again after one more, and when that may be.
local promo_full, promo_at = 0, 0
if is_marketing == '1' and marketing_interval ~= '0' then
  promo_full, promo_at =
    take(rate_bucket(line[11]), now_us, tonumber(marketing_interval), tonumber(marketing_burst))
end

local function promo_rate()
  if promo_at > now_us then return {'marketing_rate', 0, 0, math.ceil(promo_at / 1000)} end
end

-- Whatever lasts longest is told.
local function marketing_throttled()
  if is_marketing ~= '1' then return false end
  if string.sub(quiet, 1, 1) == 'b' then return {'blocked_country', 0, 0, 0, string.sub(quiet, 2)} end
  local failed_at, cool_until = cool_down()
  local cooling = {'cool_down', failed_at, 0, cool_until}
  sent, first, gap_until, fresh = counted()
  if state == 'open' then return cool_until > now and cooling or promo_rate() end
  if tonumber(allowance) == 0 then return {'allowance_used', 0, 0, 0} end
  local quiet_until = number(quiet)
  local full_until = sent >= tonumber(allowance) and first + conversation_window or 0
  local last = math.max(full_until, cool_until, gap_until, quiet_until)
  if last <= now then return promo_rate() end
  if full_until == last then return {'allowance_used', sent, first, full_until} end
  if cool_until == last then return cooling end
  if gap_until == last then return {'too_soon', 0, 0, gap_until} end
  return {'quiet_hours', 0, 0, quiet_until}
end

local pair_full, pair_at, pair_left = take(
  number(redis.call('GET', KEYS[6])), now_ms, tonumber(pair_interval), tonumber(pair_burst))

local function pair_rate()
  if pair_at > now_ms then return {'pair_rate', 0, 0, pair_at} end
end

local per_second = tonumber(line[9] and raised ~= '1' and raised or throughput)
local out_interval = math.ceil(1000000 / per_second)
local out_full, out_at, out_left =
  take(rate_bucket(line[10]), now_us, out_interval, per_second)

local function over_throughput()
  if out_at > now_us then return {'throughput', per_second, 0, math.ceil(out_at / 1000)} end
end

local rules = {
  {restricted, on_restricted}, {opted_out, on_opted_out}, {no_opt_in, on_no_opt_in},
  {window_closed, on_window}, {marketing_throttled, on_marketing}, {pair_rate, on_pair},
  {over_throughput, on_throughput}
}
local explains, refusing, observed, outcomes = mode == 'explain', {}, {}, {}
for i, rule in ipairs(rules) do
  if rule[2] ~= '0' or explains then
    local grounds = rule[1]()
    if grounds and rule[2] == '2' and not refusing[1] then refusing = grounds end
    if grounds and rule[2] == '1' and not observed[1] then observed = grounds end
    outcomes[i] = grounds or {grounds == nil and 'pass' or 'none', 0, 0, 0}
    if refusing[1] and not explains then break end
  end
end

local bill = {
  category = category, conversation = by_conversation, inside = inside, outside = outside,
  free = free, fep_answer = fep_answer, fep_length = fep_length,
  conversation_length = conversation_length
}
local price = charge(record, now, state == 'open', bill, KEYS[4])
local admits = not explains and not refusing[1]
-- Past the allowance, where the rule is only observed, a few more are enough to know.
local counts = is_marketing == '1' and state ~= 'open' and sent < tonumber(allowance or 0) + 8
local held = {}

-- What is there is taken; past the end of a rate that is only observed nothing is.
local function hold(letter, if_on, possible)
  if not (admits and if_on ~= '0' and possible) then return false end
  held[#held + 1] = letter
  return true
end

if hold('s', on_marketing, counts) then
  local mine = string.format('%d:%s', now, reservation)
  redis.call('HSET', KEYS[1], 'sent', fresh and mine or record.sent .. ',' .. mine)
  keep(KEYS[1], record, life, consent_life)
end
if hold('p', on_pair, pair_at <= now_ms) then
  redis.call('SET', KEYS[6], string.format('%.0f', pair_full), 'PX',
    string.format('%.0f', pair_full - now_ms))
else
  pair_full = pair_full - pair_interval
  if pair_at <= now_ms then pair_left = pair_left + 1 end
end
if hold('t', on_throughput, out_at <= now_us) then
  redis.call('HSET', KEYS[3], 'out', written_bucket(out_full, out_interval))
elseif out_at <= now_us then
  out_left = out_left + 1
end
if hold('m', on_marketing, promo_full > 0 and promo_at <= now_us) then
  redis.call('HSET', KEYS[3], 'promo', written_bucket(promo_full, marketing_interval))
end
if admits then redis.call('EXPIRE', KEYS[3], number_life) end
if admits and key_digest ~= '' then
  redis.call('HSET', KEYS[7], 'state', 'busy', 'digest', key_digest, 'nonce', key_nonce,
    'lease', now + key_lease, 'contact', name, 'held', table.concat({
      now, reservation, category, country, string.sub(state, 1, 1), by_conversation, inside, outside,
      free, table.concat(held)
    }, ' '))
  redis.call('EXPIRE', KEYS[7], key_life)
  if KEYS[8] then redis.call('SET', KEYS[8], key_id, 'EX', key_life) end
end

local reply = {
  state, now_ms, ends, inbound or 0, price, table.concat(held), refusing, observed, pair_left,
  pair_full, out_left, per_second, string.match(line[8] or '', ' (.*)$') or ''
}
if explains then
  local open, pending = free_entry(record, now, bill)
  reply[14] = outcomes
  reply[15] = {
    record.names or '', open, pending, record.consent or '', sent,
    number(string.match(record.wait or '', '^%d+')), record.took or '', record.via or '',
    next(record) and 1 or 0, since, sent > 0 and first or 0
  }
end
return reply
