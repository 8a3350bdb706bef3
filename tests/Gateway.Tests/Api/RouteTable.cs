using static Gateway.Accounts.KeyRole;
using static Gateway.Tests.Api.RouteScope;

namespace Gateway.Tests.Api;

/// <summary>Every route of <c>/v1</c>. A new one needs a row here, and with it an answer to who may and whose it is.</summary>
internal static class RouteTable
{
    public const string Road = """
        {"type":"Feature","geometry":{"type":"LineString","coordinates":[[10,50],[10.01,50]]},"properties":{"maxspeed":"50"}}
        """;

    private const string EventId = "0123456789abcdef0123456789abcdef";

    public static IReadOnlyList<RouteRow> Rows { get; } =
    [
        new("GET /v1/webhook-types", Shared, Reader, "/v1/webhook-types"),

        new("GET /v1/webhooks", List, Reader, "/v1/webhooks"),
        new("POST /v1/webhooks", Names, Manager, "/v1/webhooks",
            """{"type":"landmark_enter","url":"http://a/","filter":{"vehicle_ids":[{vehicle}],"landmark_ids":[{landmark}]}}"""),
        .. Objects("webhooks", "webhook", """{"name":"changed"}"""),
        OnWebhook("POST", "pause"),
        OnWebhook("POST", "resume"),
        OnWebhook("POST", "test"),
        OnWebhook("POST", "secret", "{}"),
        OnWebhook("GET", "attempts"),
        OnWebhook("GET", "live"),
        OnWebhook("GET", "replays"),
        OnWebhook("POST", "replay", """{"from":1700000000}"""),
        new("POST /v1/webhooks/{id}/attempts/{event_id}/retry", RouteScope.Object, Manager,
            $"/v1/webhooks/{{webhook}}/attempts/{EventId}/retry"),
        new("POST /v1/webhooks/{id}/replays/{replay_id}/cancel", RouteScope.Object, Manager,
            "/v1/webhooks/{webhook}/replays/1/cancel"),

        new("GET /v1/vehicles", List, Reader, "/v1/vehicles"),
        new("POST /v1/vehicles", Own, Manager, "/v1/vehicles", "{}"),
        .. Objects("vehicles", "vehicle", """{"label":"changed"}"""),

        new("GET /v1/landmarks", List, Reader, "/v1/landmarks"),
        new("POST /v1/landmarks", Own, Manager, "/v1/landmarks",
            """{"type":"Feature","geometry":{"type":"Point","coordinates":[1,1]},"properties":{"name":"n","radius_m":9}}"""),
        .. Objects("landmarks", "landmark", """{"name":"changed"}"""),

        new("GET /v1/drivers", List, Reader, "/v1/drivers"),
        new("POST /v1/drivers", Own, Manager, "/v1/drivers", """{"first_name":"a","last_name":"b"}"""),
        .. Objects("drivers", "driver", """{"last_name":"changed"}"""),

        new("GET /v1/roads", Own, Reader, "/v1/roads"),
        new("GET /v1/roads/at", Own, Reader, "/v1/roads/at?latitude=50&longitude=10.005"),
        new("POST /v1/roads", Own, Manager, "/v1/roads?mode=replace", Road),
        new("DELETE /v1/roads", Own, Manager, "/v1/roads"),

        new("GET /v1/driver-assignments", List, Reader, "/v1/driver-assignments"),
        new("POST /v1/driver-assignments", Names, Manager, "/v1/driver-assignments",
            """{"vehicle_id":{vehicle},"driver_id":{driver}}"""),
        new("GET /v1/driver-assignments/{id}", RouteScope.Object, Reader, "/v1/driver-assignments/{assignment}"),

        new("GET /v1/dvirs", List, Reader, "/v1/dvirs"),
        new("POST /v1/dvirs", Names, Manager, "/v1/dvirs",
            """{"vehicle_id":{vehicle},"inspection_type":"mechanic","safety_status":"safe"}"""),
        new("GET /v1/dvirs/{id}", RouteScope.Object, Reader, "/v1/dvirs/{dvir}"),

        new("GET /v1/keys", List, Admin, "/v1/keys"),
        new("POST /v1/keys", Names, Admin, "/v1/keys", """{"name":"n","role":"reader","user_id":{user}}"""),
        new("GET /v1/keys/{id}", RouteScope.Object, Admin, "/v1/keys/{key}"),
        new("DELETE /v1/keys/{id}", RouteScope.Object, Admin, "/v1/keys/{key}"),

        new("GET /v1/users", List, Admin, "/v1/users"),
        new("POST /v1/users", Own, Admin, "/v1/users", """{"username":"someone","role":"reader"}"""),
        .. Objects("users", "user", """{"name":"changed"}""").Select(row => row with { Least = Admin }),

        new("GET /v1/account", Own, Reader, "/v1/account"),
        new("PATCH /v1/account", Own, Manager, "/v1/account", """{"settings":{"trip_no_data_seconds":1200}}"""),
        new("GET /v1/audit", List, Admin, "/v1/audit"),

        new("GET /v1/accounts", Operator, Admin, "/v1/accounts"),
        new("POST /v1/accounts", Operator, Admin, "/v1/accounts", """{"name":"third"}"""),
        new("GET /v1/accounts/{id}", Operator, Admin, "/v1/accounts/1"),
        new("PATCH /v1/accounts/{id}", Operator, Admin, "/v1/accounts/1", """{"name":"changed"}"""),
    ];

    private static RouteRow[] Objects(string path, string id, string patch) =>
    [
        new($"GET /v1/{path}/{{id}}", RouteScope.Object, Reader, $"/v1/{path}/{{{id}}}"),
        new($"PATCH /v1/{path}/{{id}}", RouteScope.Object, Manager, $"/v1/{path}/{{{id}}}", patch),
        new($"DELETE /v1/{path}/{{id}}", RouteScope.Object, Manager, $"/v1/{path}/{{{id}}}"),
    ];

    private static RouteRow OnWebhook(string method, string action, string? body = null) => new(
        $"{method} /v1/webhooks/{{id}}/{action}",
        RouteScope.Object,
        method == "GET" ? Reader : Manager,
        $"/v1/webhooks/{{webhook}}/{action}",
        body);
}
