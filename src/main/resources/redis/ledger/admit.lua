-- Decides one send and reserves what it consumes, in one step; or explains what it would decide,
-- and reserves nothing. AdmitText puts in what the send is held to (`terms.…`), the parts of the
-- rules that look at such a send, and what is read of a record: the fields that the script names.
-- A contact nobody heard of costs a call or two more than one whose window is open.
--
-- key.contact             the contact's record
-- key.names               the bucket of the contact's name
-- key.number              the number's record
-- key.pair_rate           when the contact's pair rate is whole again, ms
-- key.spend?              the number's spend of the month, where some sends of one are free
-- key.asked_names?        the bucket of the name that was asked for, if it is another
-- key.idempotency?        the record of the Idempotency-Key, if there is one
-- key.waiting_send?       the record of the send that waits with it, if one does, see send_record.lua
-- key.callback?           what leads to it by the caller's own callback data
-- arg.name                under which the contact's record is looked for
-- arg.clock_offset        ms
-- arg.throughput          messages per second
-- arg.raised_throughput   the same when Meta has raised it
-- arg.reservation?        its id, if it is marketing or has a key
-- arg.asked?              the name that was asked for, if it is another
-- arg.hinted?             1 when that one led to the other of late
-- arg.marketing_interval? us; none without a marketing rate
-- arg.marketing_burst?
-- arg.blocked_country?    the contact's country, if no marketing goes there
-- arg.quiet_until?        s
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
-- answer.refusing         reason, kind and facts of the rule that refuses, or nothing
-- answer.observed         of the first that would
-- answer.pair_left        tokens
-- answer.pair_full_ms
-- answer.throughput_left
-- answer.per_second       messages that the number may send
-- answer.tier             Meta's word on the messaging limit, or nothing
-- answer.explanation?     when this explains, see below
-- answer.facts?           what the verdict stood on, JSON, when this remembers
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
-- answer_explanation.is_written_to      1 when the business has written
-- answer_explanation.covered_since      s
-- Times are of Redis's clock with its offset, in the unit their name says, or s.
--- include clock names buckets charge

local now, now_ms, now_us = clock()
--- read contact from key.contact

-- A name that has a record is nobody's alias: names.lua ends the one when it makes the other.
if not contact['in'] then
  local elsewhere = root(key.names, arg.name)
  if elsewhere then return {'moved', elsewhere} end
end

local left_at
if arg.asked ~= '' then
  local to, at = root(key.asked_names, arg.asked)
  if not to or arg.hinted == '1' and to ~= arg.name then return {'stale'} end
  left_at = at and at <= now and at
end

if arg.key_digest ~= '' then
  --- include hash
  local function used_key()
    local kept = load(key.idempotency)
    if not kept.state then
      -- Of one that waits; its own turn, and a retry, come with the same digest.
      local target, digest = unpack(redis.call('HMGET', key.waiting_send, 'target', 'digest'))
      return target and digest ~= arg.key_digest and {how = 'reused'} or nil
    end
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

  local used = used_key()
  if used then
    return answer_used({
      what = 'key', how = used.how, until_at = used.until_at or 0, status = used.status,
      type = used.type, body = used.body
    })
  end
end

--- if remembers
-- What the verdict stands on, so that replay.lua can judge the send again.
local facts
do
  --- include hash
  local seen = load(key.contact)
  seen.names = nil
  facts = cjson.encode({
    at = string.format('%.0f', now_us), contact = seen, number = load(key.number),
    pair_rate = redis.call('GET', key.pair_rate) or nil,
    spend = key.spend and {free = redis.call('HGET', key.spend, 'free') or nil},
    asked_names = {
      [arg.asked ~= '' and arg.asked or arg.name] =
        arg.asked ~= '' and redis.call('HGET', key.asked_names, arg.asked) or arg.name
    }
  })
end
--- end

-- The facts that the rules look at.
--- read business from key.number

-- Whoever left a name is not who reads what is sent to it: nothing was heard from there.
local inbound, shut = tonumber(contact['in']), tonumber(contact.shut)
if left_at then inbound, shut = nil, nil end

-- Since when the number's webhooks are seen without a gap, or 0.
local covered_since = 0
if terms.explains or not inbound and not shut then
  local since, heard, unheard, spoke = unpack(
    redis.call('HMGET', key.number, 'covered', 'heard', 'unheard', 'spoke'))
  local is_unheard = (tonumber(unheard) or 0) >= UNHEARD_SENDS
    and now - (tonumber(spoke) or 0) > UNHEARD_TIME
  if not is_unheard and now - (tonumber(heard) or 0) <= LONGEST_SILENCE then
    covered_since = tonumber(since) or 0
  end
end

-- The state of the customer service window, and when it ends, ms.
local window, window_ends_ms = 'unknown', 0
if inbound and not (shut and shut >= inbound) then
--- if tells_ms
  local inbound_ms = math.max(inbound * 1000, tonumber(contact.inms) or 0)
  local ends = inbound_ms + terms.window_length * 1000 - terms.window_margin_ms
--- end
--- if not tells_ms
  local ends = (inbound + terms.window_length) * 1000 - terms.window_margin_ms
--- end
  if now_ms < ends then
    window, window_ends_ms = 'open', ends
  else
    window = 'closed'
  end
elseif inbound or shut or covered_since > 0 and now >= covered_since + terms.window_length then
  window = 'closed'
end

-- What the reservation holds, a letter each, as settle.lua and the keys' records have them.
local held = ''
local marketing_sent, marketing_since = 0, 0

-- Why a rule refuses: which of its grounds, and the facts by name.
local function grounds(kind, facts)
  local all = {kind}
  for name, value in pairs(facts) do
    all[#all + 1] = name
    all[#all + 1] = value
  end
  return all
end

-- The first rule that refuses, and the first that would: reason, kind and facts.
local refusing, observed
--- if explains
local outcomes = {}
--- end

--- rules

local in_free_entry = (tonumber(contact.fepend) or 0) > now
local free_entry_ends, free_entry_pending = 0, 0
if terms.explains or contact.ad or contact.fep then
  --- include hash free_entry
  free_entry_ends, free_entry_pending = free_entry(load(key.contact), now)
  in_free_entry = free_entry_ends > 0 or free_entry_pending > 0
end
local in_conversation = false
--- if by_conversation
local began = tonumber(string.match(contact.conv or '', terms.category .. ':(%d+)')) or 0
in_conversation = began > 0 and now < began + CONVERSATION_LENGTH
--- end
local is_charged = terms.charged_outside
if window == 'open' then is_charged = terms.charged_inside end
local price = charge(in_free_entry, in_conversation, is_charged, terms.free_per_month, key.spend)

local pair_taken, throughput_taken = false, false
if not refusing and not terms.explains then
--- take
  if arg.key_digest ~= '' then
    redis.call('HSET', key.idempotency, 'state', 'busy', 'digest', arg.key_digest,
      'nonce', arg.key_nonce, 'lease', now + KEY_LEASE, 'contact', arg.name,
      -- In the order in which proof.lua reads it.
      'held', table.concat({
        now, arg.reservation, terms.category, arg.country, string.sub(window, 1, 1), terms.bill, held
      }, ' '))
    redis.call('EXPIRE', key.idempotency, KEY_LIFE)
    if key.callback then redis.call('SET', key.callback, arg.key_id, 'EX', KEY_LIFE) end
  end
end

return answer({
  window = window, now_ms = now_ms, window_ends_ms = window_ends_ms, last_inbound = inbound or 0,
  charge = price, held = held, refusing = refusing or '', observed = observed or '',
--- if paced
  pair_left = tokens(pair_next, now_ms, PAIR_INTERVAL_MS) - (pair_taken and 1 or 0),
  pair_full_ms = pair_taken and pair_full or pair_full - PAIR_INTERVAL_MS,
  throughput_left = tokens(throughput_next, now_us, interval) - (throughput_taken and 1 or 0),
  per_second = per_second,
--- end
--- if not paced
  pair_left = 0, pair_full_ms = 0, throughput_left = 0, per_second = 0,
--- end
  tier = business.tier and string.match(business.tier, ' (.*)$') or '',
--- if remembers
  explanation = '', facts = facts,
--- end
--- if explains
  explanation = answer_explanation({
    outcomes = outcomes, names = contact.names or '', free_entry_ends = free_entry_ends,
    free_entry_pending = free_entry_pending, consent = contact.consent or '',
    marketing_sent = marketing_sent, marketing_since = marketing_since,
    waits_since = tonumber(string.match(contact.wait or '', '^%d+')) or 0, took = contact.took or '',
    is_seen = redis.call('EXISTS', key.contact), is_written_to = contact.replied and 1 or 0,
    covered_since = covered_since
  })
--- end
})
