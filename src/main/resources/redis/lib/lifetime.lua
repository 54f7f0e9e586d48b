-- A record with a stated consent must outlive every campaign.
local function keep(key, record, life, consent_life)
  redis.call('EXPIRE', key, record.consent and consent_life or life)
end
