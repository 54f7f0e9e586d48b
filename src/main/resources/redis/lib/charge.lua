--- include hash free_entry conversations

-- What a send at that time costs: r charged, f free entry point, c in an open conversation, s free
-- as sent, q within the month's free messages. bill holds category, conversation, inside, outside,
-- free (per month), and the lengths fep_answer, fep_length and conversation_length.
local function charge(record, now, window_open, bill, month)
  local free_until, answer_until = free_entry(record, now, bill)
  if free_until > 0 or answer_until > 0 then return 'f' end
  if bill.conversation == '1' then
    local began = conversation(record, bill.category)
    if began > 0 and now < began + bill.conversation_length then return 'c' end
  end
  if (window_open and bill.inside or bill.outside) ~= '1' then return 's' end
  if number(bill.free) > number(bill.free ~= '0' and redis.call('HGET', month, 'free')) then
    return 'q'
  end
  return 'r'
end
