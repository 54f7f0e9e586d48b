--- include hash

-- What a send takes of budgets is a hash: charged, 1 when it is; the price of a charged one,
-- millionths, or nothing when it is not known; its currency; and by budget (b:<name>) the beginning
-- of the period in which it counts. What was heard of it stands beside: failed, delivered, and Meta's
-- word on its price (word: 1 when it is charged; word_named: 1 when Meta named a category, with its
-- word_price and word_currency). Either may come first.

-- What such a send costs a budget with the currency, millionths; and 1 when it has no price there.
local function cost(send, currency)
  if send.charged ~= '1' or currency == '' then return 0, 0 end
  if send.price == '' or send.currency ~= currency then return 0, 1 end
  return tonumber(send.price), 0
end

-- What is used of the i-th budget: millionths, and messages.
local function used(i)
  local amount, messages = unpack(redis.call('HMGET', each_key.used, 'amount', 'messages'))
  return tonumber(amount or 0), tonumber(messages or 0)
end

local function add(i, amount, unpriced, messages)
  for field, by in pairs({amount = amount, unpriced = unpriced, messages = messages}) do
    if by ~= 0 then redis.call('HINCRBY', each_key.used, field, by) end
  end
end

-- Notes when the i-th budget has come to its share of a limit, and what was used then.
local function note_share(i, now)
  local amount, messages = used(i)
  local share = tonumber(each_arg.soft)
  local by_amount = each_arg.amount ~= '' and amount * 100 >= tonumber(each_arg.amount) * share
  local by_messages = each_arg.messages ~= ''
    and messages * 100 >= tonumber(each_arg.messages) * share
  if (by_amount or by_messages) and redis.call('HSETNX', each_key.used, 'soft_at', now) == 1 then
    redis.call('HSET', each_key.used, 'soft_amount', amount, 'soft_messages', messages)
  end
end

-- How long a send's hash is needed: until the last of its periods is over, and a day.
local function longest_life(now)
  local life = 0
  for i = 1, each_count do life = math.max(life, each_arg.ends - now) end
  return life + DAY
end

-- Counts a send as what was heard of it says, and forgets it when no more is to come.
local function settle(message, send, now)
  local is = {charged = send.charged, price = send.price, currency = send.currency}
  if send.word then
    is.charged = send.word
    if send.word_named == '1' then is.price, is.currency = send.word_price, send.word_currency end
  end
  for i = 1, each_count do
    local counts = send['b:' .. each_arg.name] == each_arg.since
    if counts and redis.call('EXISTS', each_key.used) == 1 then
      local was, was_unpriced = cost(send, each_arg.currency)
      if send.failed then
        add(i, -was, -was_unpriced, -1)
      else
        local costs, unpriced = cost(is, each_arg.currency)
        add(i, costs - was, unpriced - was_unpriced, 0)
        note_share(i, now)
      end
    end
  end
  if send.failed or (send.delivered and send.word) then
    redis.call('DEL', message)
    return
  end
  redis.call('HSET', message, 'charged', is.charged, 'price', is.price, 'currency', is.currency)
  if send.delivered then redis.call('EXPIRE', message, DAY) end
end
