using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Accounts;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Replay;
using Gateway.Tests.Hosts;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Tests.Api;

/// <summary>
/// Keys, roles and accounts on every route that the host has mapped: with two accounts that have one of everything each.
/// </summary>
public sealed class EveryRouteTests : IAsyncLifetime
{
    private readonly Dictionary<KeyRole, HttpClient> _first = [];
    private ApiHost _host = null!;
    private HttpClient _second = null!;
    private Dictionary<string, long> _ids = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _ids = await FillAsync(_host.Client, "one");
        foreach (var role in Enum.GetValues<KeyRole>())
        {
            var key = await _host.Client.CreateAsync("/v1/keys", $$"""{"name":"k","role":"{{role.ToName()}}"}""");
            _first[role] = _host.ClientWith((string?)key["key"]);
        }

        var account = await _host.Client.CreateAsync("/v1/accounts", """{"name":"second"}""");
        _second = _host.ClientWith((string?)account["key"]);
        await FillAsync(_second, "two");
        var replays = (FakeReplays)_host.Get<IReplays>();
        replays.Retried = RequeueStatus.Queued;
        replays.Job = new ReplayJob
        {
            Id = 1,
            WebhookId = _ids["webhook"],
            Range = new ReplayRange(1, 2, null),
            Status = ReplayStatus.Running,
            CreatedMs = 1,
            Begins = [0],
            Positions = [0],
            Ends = [1],
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _first.Values)
        {
            client.Dispose();
        }

        _second.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public void Every_route_has_a_row()
    {
        var mapped = _host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(
                method => $"{method} {endpoint.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal).TrimEnd('/')}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(mapped, RouteTable.Rows.Select(row => row.Call).Order(StringComparer.Ordinal));
        Assert.All(RouteTable.Rows, row => Assert.True(row.Method == "GET" || row.Least > KeyRole.Reader, row.Call));
    }

    [Fact]
    public async Task Without_a_key_every_route_is_401()
    {
        using var nobody = _host.ClientWith(null);

        Assert.Empty(await ViolationsAsync(RouteTable.Rows, nobody, (_, status) => status == HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData(KeyRole.Reader)]
    [InlineData(KeyRole.Manager)]
    [InlineData(KeyRole.Admin)]
    public async Task A_role_gets_403_where_it_may_not_and_an_answer_where_it_may(KeyRole role)
    {
        Assert.Empty(await ViolationsAsync(
            RouteTable.Rows.Where(row => row.Least > role),
            _first[role],
            (_, status) => status == HttpStatusCode.Forbidden));

        // An object of one's own is there, so that 404 below says something.
        Assert.Empty(await ViolationsAsync(
            RouteTable.Rows.Where(row => row.Least <= role),
            _first[role],
            (_, status) => (int)status < 500 && status is not (
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
                or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest)));
    }

    [Fact]
    public async Task Objects_of_another_account_are_not_there_and_stay_as_they_are()
    {
        var before = await ReadAllAsync(_host.Client);

        Assert.Empty(await ViolationsAsync(RouteTable.Rows, _second, (row, status) => row.Scope switch
        {
            RouteScope.Object => status == HttpStatusCode.NotFound,
            RouteScope.Names => status == HttpStatusCode.UnprocessableEntity,
            RouteScope.Operator => status == HttpStatusCode.Forbidden,
            _ => (int)status < 300,
        }));

        Assert.Equal(before, await ReadAllAsync(_host.Client));
    }

    [Fact]
    public async Task Lists_show_an_accounts_own_only()
    {
        foreach (var row in RouteTable.Rows.Where(row => row.Scope == RouteScope.List))
        {
            var ours = await IdsAsync(_host.Client, row.Path);
            var theirs = await IdsAsync(_second, row.Path);

            Assert.True(ours.Count > 0 && theirs.Count > 0, $"{row.Call}: a list is empty.");
            Assert.False(ours.Overlaps(theirs), $"{row.Call}: {string.Join(',', ours)} and {string.Join(',', theirs)}");
        }
    }

    /// <summary>One of everything in an account; the ids.</summary>
    private static async Task<Dictionary<string, long>> FillAsync(HttpClient client, string name)
    {
        var ids = new Dictionary<string, long>();
        await AddAsync("vehicle", "/v1/vehicles", $$"""{"device_id":"{{name}}","ref_id":"R"}""");
        await AddAsync("driver", "/v1/drivers", """{"first_name":"a","last_name":"b","credential":"C"}""");
        await AddAsync("landmark", "/v1/landmarks", """
            {"type":"Feature","geometry":{"type":"Point","coordinates":[0,0]},"properties":{"name":"n","radius_m":9}}
            """);
        await AddAsync("webhook", "/v1/webhooks", """{"type":"location","url":"http://a/"}""");
        await AddAsync("assignment", "/v1/driver-assignments", """{"vehicle_id":{vehicle},"driver_id":{driver}}""");
        await AddAsync("dvir", "/v1/dvirs", """{"vehicle_id":{vehicle},"inspection_type":"mechanic","safety_status":"safe"}""");
        await AddAsync("user", "/v1/users", $$"""{"username":"user-{{name}}","role":"manager"}""");
        await AddAsync("key", "/v1/keys", """{"name":"n","role":"reader","user_id":{user}}""");
        await client.CreateAsync("/v1/roads", RouteTable.Road);
        return ids;

        async Task AddAsync(string kind, string path, string body) =>
            ids[kind] = (long)(await client.CreateAsync(path, Fill(body, ids)))["id"]!;
    }

    private static string Fill(string text, Dictionary<string, long> ids) => ids.Aggregate(
        text, (filled, id) => filled.Replace($"{{{id.Key}}}", $"{id.Value}", StringComparison.Ordinal));

    private static async Task<HashSet<long>> IdsAsync(HttpClient client, string path) =>
        [.. (await client.ReadAsync(path))["data"]!.AsArray().Select(item => (long)item!["id"]!)];

    /// <summary>All that an account's own lists and the like tell.</summary>
    private async Task<List<string>> ReadAllAsync(HttpClient client)
    {
        var all = new List<string>();
        foreach (var row in RouteTable.Rows.Where(
            row => row is { Method: "GET", Scope: RouteScope.List or RouteScope.Own }))
        {
            all.Add($"{row.Call} {(await client.ReadAsync(Fill(row.Path, _ids))).ToJsonString()}");
        }

        return all;
    }

    /// <summary>Calls routes on the first account's objects; those whose status is not as it should be.</summary>
    private async Task<List<string>> ViolationsAsync(
        IEnumerable<RouteRow> rows, HttpClient client, Func<RouteRow, HttpStatusCode, bool> isRight)
    {
        var violations = new List<string>();
        foreach (var row in rows.OrderBy(row => row.Order))
        {
            using var request = new HttpRequestMessage(new HttpMethod(row.Method), Fill(row.Path, _ids));
            if (row.Body is not null)
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(row.Body, _ids)));
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            // Headers only: one of the answers is endless.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (!isRight(row, response.StatusCode))
            {
                violations.Add($"{row.Call}: {(int)response.StatusCode}");
            }
        }

        return violations;
    }
}
