using System.Net;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Configuration.Store;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Api;

public sealed class AuditTests
{
    [Fact]
    public async Task Every_change_is_an_entry_and_reading_is_none()
    {
        using var folder = new TempFolder();
        string entries;
        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            await host.Client.CreateAsync(
                "/v1/webhooks", """{"type":"location","url":"http://secret-host/","authorization":"Bearer hush","name":"hidden"}""");
            await host.Client.SendJsonAsync(HttpMethod.Patch, "/v1/webhooks/1?why=because", """{"name":"other"}""");
            await host.Client.ReadAsync("/v1/webhooks/1");
            await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks/1/pause");
            await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", "{}");
            await host.Client.SendJsonAsync(HttpMethod.Delete, "/v1/webhooks/1");
            await host.Client.SendJsonAsync(HttpMethod.Delete, "/v1/webhooks/99");
            await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/nothing", "{}");
            await host.Client.SendJsonAsync(HttpMethod.Patch, "/v1/account", """{"settings":{"trip_min_meters":5}}""");

            var page = await host.Client.ReadAsync("/v1/audit");

            string[] expected =
            [
                "PATCH /v1/account account  200",
                "DELETE /v1/webhooks/{id} webhooks 99 404",
                "DELETE /v1/webhooks/{id} webhooks 1 204",
                "POST /v1/webhooks webhooks  422",
                "POST /v1/webhooks/{id}/pause webhooks 1 200",
                "PATCH /v1/webhooks/{id} webhooks 1 200",
                "POST /v1/webhooks webhooks 1 201",
            ];
            Assert.Equal(expected, page["data"]!.AsArray().Select(Line));
            Assert.All(page["data"]!.AsArray(), entry =>
            {
                Assert.Equal("admin", (string?)entry!["username"]);
                Assert.Equal((1, ApiHost.AdminKey[..6]), ((long)entry["key_id"]!, (string)entry["key_prefix"]!));
                Assert.Equal("127.0.0.1", (string?)entry["remote_address"]);
            });
            entries = page.ToJsonString();
            foreach (var word in (string[])["hush", "secret-host", "hidden", "because", ApiHost.AdminKey])
            {
                Assert.DoesNotContain(word, entries, StringComparison.Ordinal);
            }

            // Not waited for: a stop in order writes what waits.
            await host.Client.CreateAsync("/v1/vehicles", "{}");
        }

        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            var again = (await host.Client.ReadAsync("/v1/audit"))["data"]!.AsArray();
            Assert.Equal("POST /v1/vehicles vehicles 1 201", Line(again[0]));
            Assert.Equal(entries, new JsonObject { ["data"] = new JsonArray([.. again.Skip(1).Select(entry => entry!.DeepClone())]), ["next_cursor"] = null }.ToJsonString());
        }
    }

    [Fact]
    public async Task Refused_callers_are_entered_and_only_admins_see_their_own_accounts_log()
    {
        using var folder = new TempFolder();
        await (await ApiHost.StartAsync(folder.Path)).DisposeAsync();
        await OtherAccount.AddAsync(Path.Combine(folder.Path, "data"));
        await using var host = await ApiHost.StartAsync(folder.Path);
        using var other = host.ClientWith(OtherAccount.AdminKey);
        using var nobody = host.ClientWith("wrong-key-0123456789");
        var keys = new Dictionary<string, HttpClient>();
        foreach (var role in (string[])["reader", "manager"])
        {
            keys[role] = host.ClientWith((string)(await host.Client.CreateAsync("/v1/keys", $$"""{"name":"k","role":"{{role}}"}"""))["key"]!);
            Assert.Equal(HttpStatusCode.Forbidden, (await keys[role].GetAsync("/v1/audit")).StatusCode);
        }

        await keys["reader"].SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}");
        await nobody.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}");
        await other.CreateAsync("/v1/vehicles", "{}");

        var own = (await host.Client.ReadAsync("/v1/audit"))["data"]!.AsArray();
        Assert.Equal(["POST /v1/vehicles vehicles  403", "POST /v1/keys keys 4 201", "POST /v1/keys keys 3 201"], own.Select(Line));
        Assert.Equal("gwk_", ((string)own[0]!["key_prefix"]!)[..4]);
        Assert.Equal("other", (string?)Assert.Single((await other.ReadAsync("/v1/audit"))["data"]!.AsArray())!["username"]);
        foreach (var client in keys.Values)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task Lists_page_and_filter_by_time_and_object()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var host = await ApiHost.StartAsync(time: time);
        var start = time.GetUtcNow().ToUnixTimeSeconds();
        for (var i = 0; i < 5; i++)
        {
            await host.Client.CreateAsync("/v1/vehicles", "{}");
            await host.Client.SendJsonAsync(HttpMethod.Patch, "/v1/vehicles/2", """{"label":"x"}""");
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var first = await host.Client.ReadAsync("/v1/audit?limit=7");
        var second = await host.Client.ReadAsync($"/v1/audit?limit=7&cursor={first["next_cursor"]}");
        Assert.Equal((7, 3), (first["data"]!.AsArray().Count, second["data"]!.AsArray().Count));
        Assert.Null(second["next_cursor"]);
        Assert.Equal(10, first["data"]!.AsArray().Concat(second["data"]!.AsArray()).Select(entry => (long)entry!["id"]!).Distinct().Count());
        Assert.Equal(6, await CountAsync("object=vehicles&object_id=2"));
        Assert.Equal(0, await CountAsync("object=webhooks"));
        Assert.Equal(4, await CountAsync($"from={start + 60}&to={start + 180}"));
        foreach (var query in (string[])["from=x", "to=-1", "object=", "object_id=a", "limit=0", "cursor=!"])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Client.GetAsync($"/v1/audit?{query}")).StatusCode);
        }

        async Task<int> CountAsync(string query) => (await host.Client.ReadAsync($"/v1/audit?{query}"))["data"]!.AsArray().Count;
    }

    [Fact]
    public async Task The_log_is_bounded_by_count_and_by_age()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var host = await ApiHost.StartAsync(
            time: time, audit: new AuditOptions { MaxEntries = 100, MaxAge = TimeSpan.FromDays(1) });
        var log = host.Get<AuditLog>();
        for (var i = 1; i <= 350; i++)
        {
            log.Note(Entry(time, accountId: 1, objectId: i));
            log.Note(Entry(time, accountId: i % 50 == 0 ? 2 : 1, objectId: i));
            await log.SettleAsync(TestContext.Current.CancellationToken);
        }

        await using (var context = await ContextAsync(host))
        {
            var counts = await context.AuditEntries.GroupBy(row => row.AccountId)
                .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count);
            Assert.InRange(counts[1], 100, 200);
            Assert.Equal(7, counts[2]);
        }

        time.Advance(TimeSpan.FromHours(25));
        Assert.Empty((await host.Client.ReadAsync("/v1/audit"))["data"]!.AsArray());
        log.Note(Entry(time, accountId: 1, objectId: 1));
        for (var i = 0; i < 100; i++)
        {
            log.Note(Entry(time, accountId: 1, objectId: 1));
        }

        await log.SettleAsync(TestContext.Current.CancellationToken);
        await using (var context = await ContextAsync(host))
        {
            Assert.Equal(0, await context.AuditEntries.CountAsync(row => row.AccountId == 2, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task What_the_store_does_not_take_is_counted_and_logged()
    {
        await using var host = await ApiHost.StartAsync();
        using var counters = new GatewayCounters(host.Get<System.Diagnostics.Metrics.IMeterFactory>());
        await using (var context = await ContextAsync(host))
        {
            await context.Database.ExecuteSqlRawAsync("DROP TABLE audit_entries");
        }

        await host.Client.CreateAsync("/v1/vehicles", "{}");
        await host.Client.CreateAsync("/v1/vehicles", "{}");
        await host.Get<AuditLog>().SettleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, counters.Sum("gateway.audit.dropped"));
        Assert.Equal(0, counters.Sum("gateway.audit.written"));
        Assert.Contains(host.Logs.GetSnapshot(), line => line.Message.Contains("audit entries could not be written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_queue_drops_and_counts()
    {
        await using var host = await ApiHost.StartAsync();
        using var counters = new GatewayCounters(host.Get<System.Diagnostics.Metrics.IMeterFactory>());
        var log = host.Get<AuditLog>();
        var gate = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        var holding = host.Get<ConfigurationWriter>().WriteAsync(
            async _ =>
            {
                entered.SetResult();
                await gate.Task;
                return WriteResult.NotFound<int>();
            },
            _ => { },
            TestContext.Current.CancellationToken);
        await entered.Task;
        const int Noted = AuditLog.MostWaiting + 1000;
        for (var i = 0; i < Noted; i++)
        {
            log.Note(Entry(TimeProvider.System, 1, i));
        }

        gate.SetResult();
        await holding;
        await counters.ReachAsync(Noted - counters.Sum("gateway.audit.dropped"), "gateway.audit.written");

        Assert.InRange(counters.Sum("gateway.audit.dropped"), 400, 1000);
    }

    private static string Line(JsonNode? entry) =>
        $"{entry!["method"]} {entry["route"]} {entry["object"]} {entry["object_id"]} {entry["status"]}";

    private static AuditEntry Entry(TimeProvider time, long accountId, long objectId) => new(
        0, time.GetUtcNow().ToUnixTimeMilliseconds(), accountId, 1, "p", "u", "POST", "/v1/vehicles", "vehicles", objectId, 201, null);

    private static Task<GatewayDbContext> ContextAsync(ApiHost host) =>
        host.Get<IDbContextFactory<GatewayDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
}
