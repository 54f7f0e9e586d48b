-- wrk: text sends to many contacts, each thread on its way round them from a place of its own.
-- Arguments: the file of contacts, and where to start.
local threads = 0

function setup(thread)
  thread:set("place", threads)
  threads = threads + 1
end

local contacts, at, head, middle, tail = {}, 0, "", "", ""

-- The request around its two mentions of a contact: a header for the upstream, and the body.
local function split(request, contact)
  local first, last = string.find(request, contact, 1, true)
  local second, ends = string.find(request, contact, last + 1, true)
  return string.sub(request, 1, first - 1), string.sub(request, last + 1, second - 1), string.sub(request, ends + 1)
end

function init(args)
  for contact in io.lines(args[1]) do
    contacts[#contacts + 1] = contact
  end
  at = math.floor(tonumber(args[2]) + place * #contacts / 2) % #contacts
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer bench-token"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["X-To"] = contacts[1]
  wrk.body = '{"messaging_product":"whatsapp","recipient_type":"individual","to":"' .. contacts[1] ..
    '","type":"text","text":{"preview_url":false,"body":"Your order has left our warehouse. It arrives tomorrow."}}'
  head, middle, tail = split(wrk.format(nil, "/v25.0/106540352242922/messages"), contacts[1])
end

function request()
  at = at % #contacts + 1
  return head .. contacts[at] .. middle .. contacts[at] .. tail
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("RESULT %d %.0f %.0f %.0f %d %d", summary.requests, summary.requests * 1e6 / summary.duration,
    latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
