-- Decides one send and reserves what it consumes, in one step; or explains what it would decide,
-- and reserves nothing. What the send is held to is in `terms`, put in by AdmitScript.
--
-- key.contact             the contact's record
-- key.names               the bucket of the contact's name
-- key.number              the number's record
-- key.spend               the number's spend of the month
-- key.asked_names         the bucket of the name that was asked for
-- key.pair_rate           when the contact's pair rate is whole again, ms
-- key.idempotency?        the record of the Idempotency-Key, if there is one
-- key.callback?           what leads to it by the caller's own callback data
-- arg.name                under which the contact's record is looked for
-- arg.asked               the name that was asked for
-- arg.hinted              1 when that one led to the other of late
-- arg.clock_offset        ms
-- arg.reservation?        its id; none when this explains
-- arg.blocked_country?    the contact's country, if no marketing goes there
-- arg.quiet_until?        s
-- arg.throughput          messages per second
-- arg.raised_throughput   the same when Meta has raised it
-- arg.marketing_interval  us; 0 without a marketing rate
-- arg.marketing_burst?
-- arg.key_digest?         of an Idempotency-Key and what is sent with it
-- arg.key_nonce?
-- arg.key_id?
-- arg.country?            the contact's, for the record of the key
--
-- Answers {'moved', name}; {'stale'} when the name that was asked for leads elsewhere now; of an
-- Idempotency-Key that was used
-- answer_used.what        key
-- answer_used.how         reused (for something else), lost, busy or done
-- answer_used.until_at    busy, s
-- answer_used.status      of the answer that was
-- answer_used.type        its content type
-- answer_used.body
-- else
-- answer.window           open, closed or unknown
-- answer.now_ms
-- answer.window_ends_ms
-- answer.last_inbound     s
-- answer.charge
-- answer.held             what the reservation holds, a letter each
-- answer.refusing         reason, kind and facts of the rule that refuses, or {}
-- answer.observed         of the first that would
-- answer.pair_left        tokens
-- answer.pair_full_ms
-- answer.throughput_left
-- answer.per_second       messages that the number may send
-- answer.tier             Meta's word on the messaging limit, or nothing
-- answer.explanation?     when this explains:
-- answer_explanation.outcomes           reason, kind and facts of each rule
-- answer_explanation.names              the contact's others
-- answer_explanation.free_entry_ends    s
-- answer_explanation.free_entry_pending until when an answer opens one, s
-- answer_explanation.consent
-- answer_explanation.marketing_sent
-- answer_explanation.marketing_since    s
-- answer_explanation.waits_since        s
-- answer_explanation.took               s
-- answer_explanation.is_seen            1 when there is a record
-- answer_explanation.covered_since      s
-- Times are of Redis's clock with its offset, in the unit their name says, or s.
--- include clock hash moved buckets lifetime charge

local elsewhere = moved()
if elsewhere then return {'moved', elsewhere} end

local now, now_ms, now_us = clock()
local left_at
if arg.asked ~= arg.name then
  local to, at = root(key.asked_names, arg.asked)
  if not to or arg.hinted == '1' and to ~= arg.name then return {'stale'} end
  left_at = at and at <= now and at
end

local function used_key()
  local kept = load(key.idempotency)
  if not kept.state then return end
  if kept.digest ~= arg.key_digest then return {how = 'reused'} end
  if kept.state == 'done' then
    return {how = 'done', status = kept.status, type = kept.type, body = kept.body}
  end
  if kept.state == 'busy' and now < number(kept.lease) then
    return {how = 'busy', until_at = number(kept.lease)}
  end
  if kept.told then
    return {how = 'done', status = PROVED_STATUS, type = PROVED_TYPE, body = kept.body}
  end
  return {how = 'lost'}
end

if arg.key_digest ~= '' then
  local used = used_key()
  if used then
    return answer_used({
      what = 'key', how = used.how, until_at = used.until_at or 0, status = used.status,
      type = used.type, body = used.body
    })
  end
end

-- The facts that the rules look at.

local contact, business = load(key.contact), load(key.number)

-- Whoever left a name is not who reads what is sent to it: nothing was heard from there.
local inbound, shut = tonumber(contact['in']), tonumber(contact.shut)
if left_at then inbound, shut = nil, nil end

local stated, stated_at = string.match(contact.consent or '', '^(%a+) (%d+)')

-- Since when the number's webhooks are seen without a gap, or 0.
local function coverage()
  local since, heard = number(business.covered), number(business.heard)
  local unheard = number(business.unheard) >= UNHEARD_SENDS
    and now - number(business.spoke) > UNHEARD_TIME
  return not unheard and now - heard <= LONGEST_SILENCE and since or 0
end

local covered_since = coverage()

-- The state of the customer service window, and when it ends, ms.
local function window_now()
  if inbound and not (shut and shut >= inbound) then
    local ends = (inbound + WINDOW_LENGTH) * 1000 - terms.window_margin_ms
    if now_ms < ends then return 'open', ends end
    return 'closed', 0
  end
  if inbound or shut then return 'closed', 0 end
  if covered_since > 0 and now >= covered_since + WINDOW_LENGTH then return 'closed', 0 end
  return 'unknown', 0
end

local window, window_ends_ms = window_now()

-- The rules. Each looks at the facts: it answers its grounds to refuse, nil to pass, or
-- not_applicable; and takes what a send that is admitted needs of it.

local not_applicable = false
local rules, held, pair, throughput = {}, {}, nil, nil
local marketing_use = {sent = 0, since = 0}

local function rule(reason, look, take_its)
  rules[#rules + 1] = {reason = reason, look = look, take = take_its}
end

-- Why a rule refuses: which of its grounds, and the facts by name.
local function grounds(kind, facts)
  local all = {kind}
  for name, value in pairs(facts) do
    all[#all + 1] = name
    all[#all + 1] = value
  end
  return all
end

-- Notes what the reservation holds, a letter each, as settle.lua and the keys' records have them.
local function hold(letter)
  held[#held + 1] = letter
end

-- A bucket's token; past the end of a rate that is only observed there is none.
local function take(from, letter)
  if not from.has_token then return false end
  from.taken = true
  hold(letter)
  return true
end

--- rules

-- The first that refuses, and the first that would.

local refusing, observed, outcomes = nil, nil, {}
for i = 1, #rules do
  local reason = rules[i].reason
  local enforcement = terms.enforcement[reason]
  if enforcement ~= 'off' or terms.explains then
    local why = rules[i].look()
    if why and enforcement == 'enforce' and not refusing then refusing = {reason, unpack(why)} end
    if why and enforcement == 'observe' and not observed then observed = {reason, unpack(why)} end
    if terms.explains then
      outcomes[i] = {reason, unpack(why or {why == nil and 'pass' or 'not_applicable'})}
    elseif refusing then
      break
    end
  end
end

local price = charge(contact, now, window == 'open', terms.bill, key.spend)

if not refusing and not terms.explains then
  for i = 1, #rules do
    if rules[i].take and terms.enforcement[rules[i].reason] ~= 'off' then rules[i].take() end
  end
  -- A record that there is lives on by what is settled and heard.
  if not next(business) then redis.call('EXPIRE', key.number, NUMBER_LIFE) end
  if arg.key_digest ~= '' then
    local bill = terms.bill
    redis.call('HSET', key.idempotency, 'state', 'busy', 'digest', arg.key_digest,
      'nonce', arg.key_nonce, 'lease', now + KEY_LEASE, 'contact', arg.name,
      -- In the order in which proof.lua reads it.
      'held', table.concat({
        now, arg.reservation, bill.category, arg.country, string.sub(window, 1, 1),
        bill.conversation, bill.inside, bill.outside, bill.free, table.concat(held)
      }, ' '))
    redis.call('EXPIRE', key.idempotency, KEY_LIFE)
    if key.callback then redis.call('SET', key.callback, arg.key_id, 'EX', KEY_LIFE) end
  end
end

local function explanation()
  local free_entry_ends, free_entry_pending = free_entry(contact, now)
  return answer_explanation({
    outcomes = outcomes, names = contact.names or '', free_entry_ends = free_entry_ends,
    free_entry_pending = free_entry_pending, consent = contact.consent or '',
    marketing_sent = marketing_use.sent, marketing_since = marketing_use.since,
    waits_since = number(string.match(contact.wait or '', '^%d+')), took = contact.took or '',
    is_seen = next(contact) and 1 or 0, covered_since = covered_since
  })
end

-- When a bucket is full again, and how many tokens are left in it.
local function rest(of)
  if of.taken then return of.full_at, of.left end
  return untouched(of)
end

local pair_full_ms, pair_left = rest(pair)
local _, throughput_left = rest(throughput)

return answer({
  window = window, now_ms = now_ms, window_ends_ms = window_ends_ms, last_inbound = inbound or 0,
  charge = price, held = table.concat(held), refusing = refusing or {}, observed = observed or {},
  pair_left = pair_left, pair_full_ms = pair_full_ms, throughput_left = throughput_left,
  per_second = throughput.burst, tier = string.match(business.tier or '', ' (.*)$') or '',
  explanation = terms.explains and explanation() or nil
})
