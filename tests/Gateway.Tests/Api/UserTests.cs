using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Api;

/// <summary><c>/v1/users</c>, and the keys that belong to them.</summary>
public sealed class UserTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task From_create_to_delete()
    {
        var made = await AddAsync("ann", "manager", ""","name":"Ann Lee","email":"ann@example.com" """);
        Assert.Equal((2, 1, "ann"), ((long)made["id"]!, (long)made["account_id"]!, (string?)made["username"]));
        Assert.Equal(("manager", "Ann Lee"), ((string?)made["role"], (string?)made["name"]));

        var (_, changed, _) = await SendAsync("PATCH", "/v1/users/2", """{"name":null,"role":"reader"}""");
        Assert.Null(changed!["name"]);
        Assert.Equal(("ann@example.com", "reader"), ((string?)changed["email"], (string?)changed["role"]));
        await RestartAsync();
        Assert.Equal(changed.ToJsonString(), (await _host.Client.ReadAsync("/v1/users/2")).ToJsonString());
        Assert.Equal(
            ["admin", "ann"],
            (await _host.Client.ReadAsync("/v1/users"))["data"]!.AsArray().Select(user => (string?)user!["username"]));
        Assert.Equal(2, (long)Assert.Single((await _host.Client.ReadAsync("/v1/users?username=ANN"))["data"]!.AsArray())!["id"]!);

        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync("DELETE", "/v1/users/2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("GET", "/v1/users/2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("DELETE", "/v1/users/2")).Status);
        Assert.Equal(3, (long)(await AddAsync("ann", "reader"))["id"]!);
        await RestartAsync();
        Assert.Equal(
            [1, 3], (await _host.Client.ReadAsync("/v1/users"))["data"]!.AsArray().Select(user => (long)user!["id"]!));
    }

    [Fact]
    public async Task A_deleted_users_keys_end_at_once_and_its_webhooks_go_on_under_its_name()
    {
        await AddAsync("ann", "manager");
        var key = await AddKeyAsync(2, "manager");
        using var ann = _host.ClientWith((string?)key["key"]);
        var webhook = await ann.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");
        Assert.Equal("ann", (string?)webhook["username"]);

        await SendAsync("DELETE", "/v1/users/2");

        Assert.Equal(HttpStatusCode.Unauthorized, (await ann.GetAsync("/v1/webhooks")).StatusCode);
        Assert.Equal([1], (await _host.Client.ReadAsync("/v1/keys"))["data"]!.AsArray().Select(one => (long)one!["id"]!));
        await RestartAsync();
        using var later = _host.ClientWith((string?)key["key"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await later.GetAsync("/v1/webhooks")).StatusCode);
        var kept = await _host.Client.ReadAsync("/v1/webhooks/1");
        Assert.Equal(("ann", "running"), ((string?)kept["username"], (string?)kept["status"]));
    }

    [Fact]
    public async Task A_key_may_no_more_than_its_user()
    {
        await AddAsync("ann", "manager");
        var (status, problem, _) = await SendAsync("POST", "/v1/keys", """{"name":"k","role":"admin","user_id":2}""");
        Assert.Equal((422, "role"), ((int)status, (string?)problem!["field"]));
        (status, problem, _) = await SendAsync("POST", "/v1/keys", """{"name":"k","role":"reader","user_id":99}""");
        Assert.Equal((422, "user_id"), ((int)status, (string?)problem!["field"]));

        var key = await AddKeyAsync(2, "manager");
        Assert.Equal((2, "ann"), ((long)key["user_id"]!, (string?)key["username"]));
        using var ann = _host.ClientWith((string?)key["key"]);
        Assert.Equal(HttpStatusCode.Created, (await ann.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}")).Status);

        await SendAsync("PATCH", "/v1/users/2", """{"role":"reader"}""");
        Assert.Equal(HttpStatusCode.Forbidden, (await ann.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ann.GetAsync("/v1/vehicles")).StatusCode);
        Assert.Equal("reader", (string?)(await _host.Client.ReadAsync($"/v1/keys/{key["id"]}"))["role"]);

        await RestartAsync();
        using var later = _host.ClientWith((string?)key["key"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await later.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}")).Status);

        // A higher role does not lift a key above what it was made for.
        await SendAsync("PATCH", "/v1/users/2", """{"role":"admin"}""");
        Assert.Equal(HttpStatusCode.Created, (await later.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await later.GetAsync("/v1/keys")).StatusCode);
    }

    [Fact]
    public async Task The_last_admin_with_a_key_stays_one()
    {
        // Another admin, but none who could ever log in.
        await AddAsync("ann", "admin");
        foreach (var (method, path, body) in new[]
        {
            ("DELETE", "/v1/users/1", null), ("PATCH", "/v1/users/1", """{"role":"manager"}"""), ("DELETE", "/v1/keys/1", null),
        })
        {
            var (status, problem, _) = await SendAsync(method, path, body);
            Assert.True(status == HttpStatusCode.Conflict, $"{method} {path}: {status}");
            Assert.Contains("last admin", (string?)problem!["detail"], StringComparison.Ordinal);
        }

        Assert.Equal("admin", (string?)(await _host.Client.ReadAsync("/v1/users/1"))["role"]);
        using var ann = _host.ClientWith((string?)(await AddKeyAsync(2, "admin"))["key"]);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync("DELETE", "/v1/users/1")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Client.GetAsync("/v1/users")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Conflict, (await ann.SendJsonAsync(HttpMethod.Delete, "/v1/users/2")).Status);

        // The key of the environment was revoked with its user; a start does not bring it back.
        await RestartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Client.GetAsync("/v1/users")).StatusCode);
        await _host.DisposeAsync();
        _host = await ApiHost.StartAsync(_folder.Path, "another-admin-key-0123456789");
        Assert.Equal("ann", (string?)(await _host.Client.ReadAsync("/v1/keys"))["data"]!.AsArray().Last()!["username"]);
    }

    [Theory]
    [InlineData("""{"role":"reader"}""", "username", 422)]
    [InlineData("""{"username":"a b","role":"reader"}""", "username", 422)]
    [InlineData("""{"username":"a\u00e9","role":"reader"}""", "username", 422)]
    [InlineData("""{"username":7,"role":"reader"}""", "username", 400)]
    [InlineData("""{"username":"ADMIN","role":"reader"}""", "username", 409)]
    [InlineData("""{"username":"x"}""", "role", 422)]
    [InlineData("""{"username":"x","role":"root"}""", "role", 422)]
    [InlineData("""{"username":"x","role":"reader","email":"x"}""", "email", 422)]
    [InlineData("""{"username":"x","role":"reader","account_id":2}""", "account_id", 422)]
    public async Task Refuses_wrong_users_and_names_the_field(string body, string field, int expected)
    {
        var (status, problem, _) = await SendAsync("POST", "/v1/users", body);

        Assert.Equal((expected, field), ((int)status, (string?)problem!["field"]));
        Assert.Single((await _host.Client.ReadAsync("/v1/users"))["data"]!.AsArray());
    }

    [Fact]
    public async Task A_username_is_unique_over_all_accounts_and_never_changed()
    {
        var other = await _host.Client.CreateAsync("/v1/accounts", """{"name":"o","username":"other"}""");
        using var client = _host.ClientWith((string?)other["key"]);

        var (status, problem, _) = await client.SendJsonAsync(
            HttpMethod.Post, "/v1/users", """{"username":"Admin","role":"reader"}""");
        Assert.Equal((409, "username"), ((int)status, (string?)problem!["field"]));
        (status, problem, _) = await SendAsync("PATCH", "/v1/users/1", """{"username":"root"}""");
        Assert.Equal((422, "username"), ((int)status, (string?)problem!["field"]));
    }

    [Fact]
    public async Task The_same_idempotency_key_of_two_accounts_is_two_keys()
    {
        var other = await _host.Client.CreateAsync("/v1/accounts", """{"name":"o","username":"other"}""");
        using var client = _host.ClientWith((string?)other["key"]);
        const string Body = """{"username":"ann","role":"reader"}""";

        var (_, ours, _) = await _host.Client.SendJsonAsync(HttpMethod.Post, "/v1/users", Body, "once");
        var (status, _, theirs) = await client.SendJsonAsync(HttpMethod.Post, "/v1/users", Body, "once");
        Assert.False(theirs.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        var (_, vehicle, first) = await _host.Client.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}", "both");
        var (_, another, second) = await client.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}", "both");

        Assert.False(first.Headers.Contains("Idempotency-Replayed") || second.Headers.Contains("Idempotency-Replayed"));
        Assert.NotEqual((long)vehicle!["id"]!, (long)another!["id"]!);
        Assert.Equal(2, (long)another["account_id"]!);
        Assert.Equal(1, (long)ours!["account_id"]!);
    }

    private Task<JsonNode> AddAsync(string username, string role, string more = "") =>
        _host.Client.CreateAsync("/v1/users", $$"""{"username":"{{username}}","role":"{{role}}"{{more}}}""");

    private Task<JsonNode> AddKeyAsync(long userId, string role) =>
        _host.Client.CreateAsync("/v1/keys", $$"""{"name":"k","role":"{{role}}","user_id":{{userId}}}""");

    private Task<(HttpStatusCode Status, JsonNode? Json, HttpResponseMessage Response)> SendAsync(
        string method, string path, string? body = null) => _host.Client.SendJsonAsync(new HttpMethod(method), path, body);

    private async Task RestartAsync()
    {
        await _host.DisposeAsync();
        _host = await ApiHost.StartAsync(_folder.Path);
    }
}
