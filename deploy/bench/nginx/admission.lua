-- What somebody would write who wants the decision in nginx: reads the recipient, runs the script, lets the send
-- through or refuses it. The call of the script is the gateway's own, captured from one of its sends; only the
-- contact and the reservation's id change. Nothing is settled afterwards, no word of a refusal is explained.
local redis = require "nginx.redis"
local json = require "cjson.safe"

local admission = {}
local port, call, varying

-- Of one argument: how it is made for another contact, or nil when it is always the same.
local function maker(argument, sample)
  local before, after = string.match(argument, "^(.-)" .. sample .. "(.*)$")
  if before then
    return function(to) return before .. to .. after end
  end
  local bucket = string.match(argument, "^(sp:{%d+}:a:)%x+$")
  if bucket then
    return function(to) return bucket .. string.format("%x", ngx.crc32_short(to) % 65536) end
  end
  if string.match(argument, "^r%x+$") then
    return function() return string.format("r%08x%08x", math.random(0, 2 ^ 31), math.random(0, 2 ^ 31)) end
  end
end

function admission.init(file, sample, redis_port)
  port, call, varying = redis_port, dofile(file), {}
  for i = 2, #call do
    varying[i] = maker(call[i], sample)
  end
end

local function arguments(to)
  local all = {}
  for i = 2, #call do
    local make = varying[i]
    all[i - 1] = make and make(to) or call[i]
  end
  return all
end

function admission.decide()
  ngx.req.read_body()
  local message = json.decode(ngx.req.get_body_data() or "")
  if not message or not message.to then return ngx.exit(400) end

  local connection = redis:new()
  connection:set_timeout(500)
  local ok = connection:connect("127.0.0.1", port)
  if not ok then return ngx.exit(503) end
  local answer = connection:evalsha(unpack(arguments(message.to)))
  if not answer then return ngx.exit(503) end
  connection:set_keepalive(60000, 64)

  local refusing = answer[7]
  if type(refusing) == "table" and refusing[1] then return ngx.exit(400) end
end

return admission
