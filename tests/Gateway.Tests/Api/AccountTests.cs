using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Api;

/// <summary><c>/v1/accounts</c>.</summary>
public sealed class AccountTests : IAsyncLifetime
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
    public async Task An_account_comes_with_a_first_user_and_its_admin_key_shown_once()
    {
        const string Body = """{"name":"North","username":"north.admin","email":"a@north.example"}""";
        var (status, made, response) = await _host.Client.SendJsonAsync(HttpMethod.Post, "/v1/accounts", Body, "once");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("/v1/accounts/2", response.Headers.Location!.OriginalString);
        Assert.Equal((2, "North", "active"), ((long)made!["id"]!, (string?)made["name"], (string?)made["status"]));
        var token = (string)made["key"]!;
        using var north = _host.ClientWith(token);
        var user = Assert.Single((await north.ReadAsync("/v1/users"))["data"]!.AsArray())!;
        Assert.Equal(((long)made["user_id"]!, 2L), ((long)user["id"]!, (long)user["account_id"]!));
        Assert.Equal(("north.admin", "a@north.example", "admin"), ((string?)user["username"], (string?)user["email"], (string?)user["role"]));
        var key = Assert.Single((await north.ReadAsync("/v1/keys"))["data"]!.AsArray())!;
        Assert.Equal((long)made["key_id"]!, (long)key["id"]!);
        Assert.Equal(("admin", "north.admin"), ((string?)key["role"], (string?)key["username"]));

        // The same request again makes nothing, and the key is not told a second time.
        var (_, again, second) = await _host.Client.SendJsonAsync(HttpMethod.Post, "/v1/accounts", Body, "once");
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(2, (long)again!["id"]!);
        Assert.Null(again["key"]);
        Assert.Null((await _host.Client.ReadAsync("/v1/accounts/2"))["key"]);
        Assert.DoesNotContain(token, (await _host.Client.ReadAsync("/v1/accounts")).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_host.Logs.GetSnapshot(), entry => entry.Message.Contains(token, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(_host.DataFolder))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(token)));
        }
    }

    [Fact]
    public async Task Accounts_users_and_keys_are_there_after_a_restart()
    {
        var made = await AddAsync("""{"name":"North","username":"north"}""");
        await _host.Client.SendJsonAsync(HttpMethod.Patch, "/v1/accounts/2", """{"name":"Far North"}""");
        await _host.DisposeAsync();
        _host = await ApiHost.StartAsync(_folder.Path);

        using var north = _host.ClientWith((string?)made["key"]);
        Assert.Equal("north", (string?)(await north.ReadAsync("/v1/users"))["data"]![0]!["username"]);
        Assert.Equal(
            ["default", "Far North"],
            (await _host.Client.ReadAsync("/v1/accounts"))["data"]!.AsArray().Select(account => (string?)account!["name"]));
    }

    [Fact]
    public async Task Only_admins_of_the_first_account_handle_accounts()
    {
        var made = await AddAsync("""{"name":"North"}""");
        Assert.Equal("admin-2", (string?)made["username"]);
        using var north = _host.ClientWith((string?)made["key"]);
        var manager = await _host.Client.CreateAsync("/v1/keys", """{"name":"k","role":"manager"}""");
        using var ours = _host.ClientWith((string?)manager["key"]);

        foreach (var client in new[] { north, ours })
        {
            foreach (var (method, path, body) in new[]
            {
                ("GET", "/v1/accounts", null), ("GET", "/v1/accounts/2", null), ("GET", "/v1/accounts/9", null),
                ("POST", "/v1/accounts", """{"name":"x"}"""), ("PATCH", "/v1/accounts/2", """{"name":"x"}"""),
            })
            {
                var (status, _, _) = await client.SendJsonAsync(new HttpMethod(method), path, body);
                Assert.True(status == HttpStatusCode.Forbidden, $"{method} {path}: {status}");
            }
        }

        Assert.Equal(2, (await _host.Client.ReadAsync("/v1/accounts"))["data"]!.AsArray().Count);
        var (missing, _, _) = await _host.Client.SendJsonAsync(HttpMethod.Get, "/v1/accounts/9");
        Assert.Equal(HttpStatusCode.NotFound, missing);
        (missing, _, _) = await _host.Client.SendJsonAsync(HttpMethod.Patch, "/v1/accounts/9", """{"name":"x"}""");
        Assert.Equal(HttpStatusCode.NotFound, missing);
    }

    [Fact]
    public async Task A_suspended_accounts_keys_are_403_at_once_until_it_is_active_again()
    {
        var made = await AddAsync("""{"name":"North"}""");
        using var north = _host.ClientWith((string?)made["key"]);
        await north.CreateAsync("/v1/vehicles", "{}");

        Assert.Equal("suspended", (string?)(await PatchAsync(2, "suspended"))["status"]);
        foreach (var (method, path) in new[] { ("GET", "/v1/vehicles"), ("POST", "/v1/vehicles"), ("GET", "/v1/keys"), ("GET", "/v1/users") })
        {
            var (status, problem, _) = await north.SendJsonAsync(new HttpMethod(method), path, method == "GET" ? null : "{}");
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("suspended", (string?)problem!["detail"], StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await _host.Client.GetAsync("/v1/vehicles")).StatusCode);
        await _host.DisposeAsync();
        _host = await ApiHost.StartAsync(_folder.Path);
        using var later = _host.ClientWith((string?)made["key"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await later.GetAsync("/v1/vehicles")).StatusCode);

        Assert.Equal("active", (string?)(await PatchAsync(2, "active"))["status"]);
        Assert.Single((await later.ReadAsync("/v1/vehicles"))["data"]!.AsArray());
    }

    [Fact]
    public async Task The_operators_own_account_is_not_suspended()
    {
        var (status, problem, _) = await _host.Client.SendJsonAsync(
            HttpMethod.Patch, "/v1/accounts/1", """{"status":"suspended"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("status", (string?)problem!["field"]);
        Assert.Equal("active", (string?)(await _host.Client.ReadAsync("/v1/accounts/1"))["status"]);
    }

    [Theory]
    [InlineData("{}", "name", 422)]
    [InlineData("""{"name":""}""", "name", 422)]
    [InlineData("""{"name":5}""", "name", 400)]
    [InlineData("""{"name":"n","username":"with space"}""", "username", 422)]
    [InlineData("""{"name":"n","username":null}""", "username", 422)]
    [InlineData("""{"name":"n","username":"Admin"}""", "username", 409)]
    [InlineData("""{"name":"n","email":"nobody"}""", "email", 422)]
    [InlineData("""{"name":"n","id":7}""", "id", 422)]
    public async Task Refuses_wrong_accounts_and_names_the_field(string body, string field, int expected)
    {
        var (status, problem, _) = await _host.Client.SendJsonAsync(HttpMethod.Post, "/v1/accounts", body);

        Assert.Equal((expected, field), ((int)status, (string?)problem!["field"]));
        Assert.Single((await _host.Client.ReadAsync("/v1/accounts"))["data"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"status":"gone"}""", "status")]
    [InlineData("""{"status":null}""", "status")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"username":"x"}""", "username")]
    public async Task Refuses_wrong_changes_and_names_the_field(string body, string field)
    {
        var (status, problem, _) = await _host.Client.SendJsonAsync(HttpMethod.Patch, "/v1/accounts/1", body);

        Assert.Equal((422, field), ((int)status, (string?)problem!["field"]));
    }

    private Task<JsonNode> AddAsync(string body) => _host.Client.CreateAsync("/v1/accounts", body);

    private async Task<JsonNode> PatchAsync(long id, string status)
    {
        var (code, account, _) = await _host.Client.SendJsonAsync(
            HttpMethod.Patch, $"/v1/accounts/{id}", $$"""{"status":"{{status}}"}""");
        Assert.Equal(HttpStatusCode.OK, code);
        return account!;
    }
}
