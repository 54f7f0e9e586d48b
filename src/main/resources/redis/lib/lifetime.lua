-- A record with a stated consent must outlive every campaign. There is some to spare, so that not
-- every change has to renew it.
local function keep(key, record, life)
  redis.call('EXPIRE', key, (record.consent and CONSENT_LIFE or life) + SPARE_LIFE)
end
