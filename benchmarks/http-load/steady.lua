-- The load of request.lua, whose cost to a proxy is counted without its beginning: the proxy's processor time is read when the ramp is
-- over and at the end, with the requests sent until then. As many are under way at either moment, so as many were answered between.
-- Arguments: the process, the length of the ramp in seconds, and of how many routes the paths are; with 0 it is the path of the URL.
dofile("benchmarks/http-load/request.lua")

local ffi = require("ffi")
ffi.cdef [[
    typedef struct { long seconds; long nanos; } moment;
    int clock_gettime(int clock, moment *now);
]]
local CLOCK_MONOTONIC = 1

-- Enough paths to get around in what a proxy keeps of its routes, and few enough to be built in a moment.
local PATHS = 1000
-- A prime, so that they lie apart, and no two are the same.
local STRIDE = 7919
-- Between two looks at the clock, which costs about as much as a request here.
local REQUESTS_PER_LOOK = 64

-- Global is what done() reads from the state of the thread.
sent = 0
local prepared, ramp_ends, loaded = {}, nil, nil

local moment = ffi.new("moment")
local function now()
    ffi.C.clock_gettime(CLOCK_MONOTONIC, moment)
    return tonumber(moment.seconds) + tonumber(moment.nanos) / 1e9
end

-- User and system time of all its threads, past ones too; fields 14 and 15 of proc(5), in clock ticks.
local function ticks(of)
    local file = assert(io.open("/proc/" .. of .. "/stat"))
    local stat = file:read("*a")
    file:close()
    -- The second field is the name in parentheses and may hold spaces.
    local user, system = stat:match("^.*%)" .. string.rep(" %S+", 11) .. " (%d+) (%d+)")
    return tonumber(user), tonumber(system)
end

function setup(thread)
    loaded = thread
end

function init(arguments)
    process = arguments[1]
    ramp_ends = now() + tonumber(arguments[2])
    local routes = tonumber(arguments[3])
    if routes == 0 then
        prepared[0] = wrk.format()
    else
        for i = 0, PATHS - 1 do prepared[i] = wrk.format(nil, "/r/" .. i * STRIDE % routes) end
    end
    count = #prepared + 1
end

function request()
    sent = sent + 1
    if not began and sent % REQUESTS_PER_LOOK == 0 and now() >= ramp_ends then
        sent_before = sent
        user_before, system_before = ticks(process)
        began = now()
    end
    return prepared[sent % count]
end

-- As request.lua's, and user and system time in clock ticks. The failures are those of the ramp too.
function done(summary, latency, requests)
    local user, system = ticks(loaded:get("process"))
    local seconds = now() - loaded:get("began")
    local e = summary.errors
    io.write(string.format("RESULT %d %.6f %d %d %d %d %d %d\n", loaded:get("sent") - loaded:get("sent_before"), seconds,
        e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
        user - loaded:get("user_before"), system - loaded:get("system_before")))
end
