-- A record with a stated consent must outlive every campaign.
local function keep(key, record, life)
  redis.call('EXPIRE', key, record.consent and CONSENT_LIFE or life)
end
