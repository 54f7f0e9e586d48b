-- Messages since the contact last wrote: each keeps its place until it turns out not delivered. Of
-- an answer in the second of a message the milliseconds decide.
local inbound_ms = inbound and math.max(inbound * 1000, tonumber(contact.inms) or 0)
local unanswered_since, without_answer = 0, {}
for at, id in string.gmatch(contact.sent or '', '(%d+):([^,]+)') do
  at = tonumber(at)
  if not inbound_ms or at >= inbound_ms then
    if #without_answer == 0 then unanswered_since = at end
    without_answer[#without_answer + 1] = string.format('%d:%s', at, id)
  end
end
marketing_sent = #without_answer
--- look
if #without_answer >= terms.max_unanswered then
  why = grounds('too_many', {messages = #without_answer, since_ms = unanswered_since})
end
--- take
-- Past the limit, where the rule is only observed, a few more are enough to know.
if #without_answer < terms.most_counted then
  held = held .. HELD_MARKETING_SLOT
  without_answer[#without_answer + 1] = string.format('%d:%s', now_ms, arg.reservation)
  redis.call('HSET', key.contact, 'sent', table.concat(without_answer, ','))
  redis.call('EXPIRE', key.contact, GRAY_LIFE)
end
