-- Whether a send that is expected to cost this begins a conversation: not one that is in one, nor one
-- in a free entry point.
local function opens_conversation(charge)
  return charge == CHARGE_REGULAR or charge == CHARGE_FREE_CUSTOMER_SERVICE
    or charge == CHARGE_FREE_QUOTA
end
