-- What a send costs, as Codes has it: whether it is in a free entry point or in a conversation that is
-- charged already, whether Meta charges it at all, and how many a month are free.
local function charge(in_free_entry, in_conversation, is_charged, free, month)
  if in_free_entry then return CHARGE_FREE_ENTRY_POINT end
  if in_conversation then return CHARGE_IN_CONVERSATION end
  if not is_charged then return CHARGE_FREE_CUSTOMER_SERVICE end
  if free > 0 and free > (tonumber(redis.call('HGET', month, 'free')) or 0) then
    return CHARGE_FREE_QUOTA
  end
  return CHARGE_REGULAR
end
