-- Shopify deliveries for wrk: one body with its signature, an id of its own for each request, several connections in turn.
-- Arguments: file with the body, signature, prefix of the ids, paths.
local thread_count = 0

function setup(thread)
    thread:set("number", thread_count)
    thread_count = thread_count + 1
end

function init(args)
    local file = assert(io.open(args[1], "rb"))
    body = file:read("*a")
    file:close()
    prefix = args[3] .. "-" .. number .. "-"
    paths = {}
    for place = 4, #args do paths[#paths + 1] = args[place] end
    headers = {
        ["Content-Type"] = "application/json",
        ["X-Shopify-Topic"] = "orders/updated",
        ["X-Shopify-Shop-Domain"] = "nordlicht.myshopify.com",
        ["X-Shopify-API-Version"] = "2026-10",
        ["X-Shopify-Triggered-At"] = "2026-11-21T08:00:00Z",
        ["X-Shopify-Hmac-Sha256"] = args[2],
    }
    sent = 0
end

function request()
    sent = sent + 1
    headers["X-Shopify-Webhook-Id"] = prefix .. sent
    return wrk.format("POST", paths[sent % #paths + 1], headers, body)
end
