-- /etc/haproxy/ostiary.lua: asks Ostiary whether a request may pass, with HAProxy's own HTTP client.

local verify = "http://127.0.0.1:8000/verify"

-- What Ostiary goes by, besides what is asked for.
local passed_on = { "cookie", "accept", "sec-fetch-mode", "user-agent" }

-- What the answer says of the user, and the variables that carry it to the configuration.
local answered = {
    ["remote-user"] = "txn.ostiary_user",
    ["remote-email"] = "txn.ostiary_email",
    ["remote-id"] = "txn.ostiary_id",
    ["remote-groups"] = "txn.ostiary_groups",
}

local function values_of(headers, name)
    local values = {}
    local i = 0
    while headers[name] and headers[name][i] do
        values[#values + 1] = headers[name][i]
        i = i + 1
    end
    return values
end

core.register_action("ask_ostiary", { "http-req" }, function(txn)
    -- Until Ostiary has said otherwise.
    txn:set_var("txn.ostiary_status", 503)

    local received = txn.http:req_get_headers()
    local host = values_of(received, "host")
    local headers = {
        ["host"] = host,
        ["x-forwarded-host"] = host,
        ["x-forwarded-proto"] = { "https" },
        ["x-forwarded-for"] = { txn.f:src() },
        ["x-forwarded-method"] = { txn.f:method() },
        -- As it came, which is how the app gets it.
        ["x-forwarded-uri"] = { txn.f:pathq() },
    }
    for _, name in ipairs(passed_on) do
        local values = values_of(received, name)
        if #values > 0 then headers[name] = values end
    end

    -- HAProxy 2.6 tries four times, so that this is five seconds.
    local answer = core.httpclient():get { url = verify, headers = headers, timeout = 1250 }
    if not answer or not answer.status then return end

    if answer.status == 303 then
        local login = values_of(answer.headers, "location")[1]
        if login then txn:set_var("txn.ostiary_login", login) end
        return
    end
    txn:set_var("txn.ostiary_status", answer.status)
    if answer.status ~= 200 then return end
    for name, variable in pairs(answered) do
        local value = values_of(answer.headers, name)[1]
        if value and value ~= "" then txn:set_var(variable, value) end
    end
end, 0)
