-- wrk --script orders.lua URL -- REQUESTS RUN: places orders, each with a key of its own. REQUESTS
-- has a line for each order that may be placed: a token, a tab, and the body. RUN is a name that no
-- earlier run has used, so that no key is asked twice.
local here = debug.getinfo(1, 'S').source:match('^@(.*/)')
dofile(here .. '../harness/summary.lua')

local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set('number', threads)
end

function init(arguments)
    heads, tails = {}, {}
    for line in io.lines(arguments[1]) do
        local token, body = line:match('^(%S+)\t(.+)$')
        table.insert(heads, 'POST /v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer '
            .. token .. '\r\nContent-Type: application/json\r\nIdempotency-Key: '
            .. arguments[2] .. '-' .. number .. '-')
        table.insert(tails, '\r\nContent-Length: ' .. #body .. '\r\n\r\n' .. body)
    end
    math.randomseed(number)
    count = 0
end

function request()
    count = count + 1
    local chosen = math.random(#heads)
    return heads[chosen] .. count .. tails[chosen]
end
