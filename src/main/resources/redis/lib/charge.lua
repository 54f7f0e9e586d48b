--- include hash free_entry conversations

-- What a send at that time costs, as Codes has it. bill holds category, conversation, inside, outside
-- and free (per month), as Bill has them.
local function charge(record, now, window_open, bill, month)
  local free_until, answer_until = free_entry(record, now)
  if free_until > 0 or answer_until > 0 then return CHARGE_FREE_ENTRY_POINT end
  if bill.conversation == '1' then
    local began = conversation(record, bill.category)
    if began > 0 and now < began + CONVERSATION_LENGTH then return CHARGE_IN_CONVERSATION end
  end
  if (window_open and bill.inside or bill.outside) ~= '1' then return CHARGE_FREE_CUSTOMER_SERVICE end
  if number(bill.free) > number(bill.free ~= '0' and redis.call('HGET', month, 'free')) then
    return CHARGE_FREE_QUOTA
  end
  return CHARGE_REGULAR
end
