-- Takes what a send costs from all the budgets that apply to it, or from none.
--
-- key.send           what it takes, by its reservation; see lib/budgets.lua
-- arg.clock_offset   ms
-- arg.what           take; take_all: though there is no room; look: nothing is taken
-- arg.charged        1 when it is expected to be charged, else 0
-- arg.price          of a charged one, millionths, or nothing when it is not known
-- arg.currency       its, or nothing
-- each_key.used      what is used of a budget in its period: amount (millionths), messages, unpriced;
--                    soft_at, soft_amount, soft_messages: when it came to its share, and with what; told
-- each_arg.name
-- each_arg.since     when the period began, s
-- each_arg.ends      when it ends, s
-- each_arg.currency  in which its amount is counted, or nothing
-- each_arg.amount    how much may be used, millionths, or nothing for any
-- each_arg.messages  how many, or nothing for any
-- each_arg.soft      its share that is told, per cent
--
-- Answers
-- answer.place       of the first budget that has no room, from 1; 0 when all have
-- answer.by          amount or messages: what has none
-- answer.amount      what is used of it, millionths
-- answer.messages    and how many
--- include clock budgets
local now = clock()
local send = {charged = arg.charged, price = arg.price, currency = arg.currency}
local room = {place = 0, by = '', amount = 0, messages = 0}

-- What of the i-th has no room for it.
local function spent_by(i)
  local amount, messages = used(i)
  local costs = cost(send, each_arg.currency)
  if each_arg.amount ~= '' and costs > 0 and amount + costs > tonumber(each_arg.amount) then
    return 'amount'
  end
  return each_arg.messages ~= '' and messages + 1 > tonumber(each_arg.messages) and 'messages'
end

local function first_spent()
  for i = 1, each_count do
    local by = spent_by(i)
    if by then
      local amount, messages = used(i)
      if arg.what ~= 'look' and messages > 0 then note_share(i, now) end
      return {place = i, by = by, amount = amount, messages = messages}
    end
  end
end

-- It was given back while this was on its way: nobody waits for the answer.
if redis.call('HEXISTS', key.send, 'failed') == 1 then return answer(room) end

local spent = first_spent()
if arg.what == 'look' or (spent and arg.what ~= 'take_all') then return answer(spent or room) end
for i = 1, each_count do
  local amount, unpriced = cost(send, each_arg.currency)
  add(i, amount, unpriced, 1)
  redis.call('EXPIRE', each_key.used, each_arg.ends - now + DAY)
  redis.call('HSET', key.send, 'b:' .. each_arg.name, each_arg.since)
  note_share(i, now)
end
redis.call('HSET', key.send, 'charged', send.charged, 'price', send.price, 'currency', send.currency)
redis.call('EXPIRE', key.send, longest_life(now))
return answer(spent or room)
