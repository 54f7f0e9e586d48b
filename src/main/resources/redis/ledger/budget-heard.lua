-- What became of a send, or of its message: it failed, was delivered, or was priced. Repeating it
-- changes nothing. What is heard of one that is not known yet is remembered for a moment.
--
-- key.message        what it took, by its message or its reservation; see lib/budgets.lua
-- arg.clock_offset   ms
-- arg.failed         1 or 0
-- arg.delivered      1 or 0
-- arg.word           1 when Meta charges it, 0 when it does not, or nothing
-- arg.named          1 when Meta named a category, else 0
-- arg.price          of the category, millionths, or nothing when it is not known
-- arg.currency       its, or nothing
-- each_key.used      and of each budget that it may have taken from as in budget-take.lua
-- each_arg.name
-- each_arg.since
-- each_arg.ends
-- each_arg.currency
-- each_arg.amount
-- each_arg.messages
-- each_arg.soft
--
-- Answers 0.
--- include clock budgets
local now = clock()
local send = load(key.message)

-- The first word stands.
local function hear(heard)
  for field, value in pairs(heard) do
    send[field] = value
    redis.call('HSET', key.message, field, value)
  end
end

if arg.failed == '1' then hear({failed = '1'}) end
if arg.delivered == '1' then hear({delivered = '1'}) end
if arg.word ~= '' and not send.word then
  hear({
    word = arg.word, word_named = arg.named, word_price = arg.price, word_currency = arg.currency
  })
end
if send.charged then
  settle(key.message, send, now)
else
  redis.call('EXPIRE', key.message, HEARD_EARLY_LIFE)
end
return 0
