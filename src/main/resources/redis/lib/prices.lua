-- A due send's price, a letter. At first it is the charge that is expected (CHARGE_REGULAR and so on).
-- Meta's word settles it: to the same in capitals when it is what was expected; to D when it is free,
-- though a charge was expected; to V when it is charged, though a free entry point or a conversation
-- was to make it free; to U when it is charged, though it was expected to be free for another reason.

local function is_one_of(price, letters)
  return string.find(letters, price, 1, true) ~= nil
end

local function is_settled(price)
  return is_one_of(price, 'RFCSQDUV')
end
