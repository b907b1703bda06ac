-- wrk: each client posts a login, waits for its answer and a moment, and posts the next.
function init(arguments)
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
    wrk.body = arguments[1]
end

function delay()
    return 50
end
