using System.Net;
using Gateway.Configuration.Vehicles;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Api;

public sealed class AuthTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong-key-0123456789")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic dGVzdC1hZG1pbi1rZXktMDEyMzQ1Njc4OQ==")]
    [InlineData(ApiHost.AdminKey)]
    [InlineData("Bearer TEST-ADMIN-KEY-0123456789")]
    public async Task Without_a_good_key_every_path_of_v1_is_401(string? authorization)
    {
        using var client = _host.ClientWith(null);
        if (authorization is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (method, path) in new[]
        {
            ("GET", "/v1/webhooks"), ("POST", "/v1/webhooks"), ("GET", "/v1/vehicles/1"), ("GET", "/v1/keys"),
            ("GET", "/v1/webhook-types"), ("GET", "/v1/nothing"), ("PUT", "/v1/webhooks"),
        })
        {
            var (status, problem, response) = await client.SendJsonAsync(
                new HttpMethod(method), path, method == "GET" ? null : "{}");

            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
            Assert.Equal(401, (int)problem!["status"]!);
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    public async Task Health_metrics_and_the_document_need_no_key(string path)
    {
        using var client = _host.ClientWith(null);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Roles_may_what_they_may()
    {
        var keys = new Dictionary<string, HttpClient>();
        foreach (var role in new[] { "reader", "manager", "admin" })
        {
            var made = await _host.Client.CreateAsync("/v1/keys", $$"""{"name":"k","role":"{{role}}"}""");
            keys[role] = _host.ClientWith((string?)made["key"]);
        }

        await _host.Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");
        var requests = new (string Method, string Path, string? Body, string Least)[]
        {
            ("GET", "/v1/webhooks", null, "reader"),
            ("GET", "/v1/webhooks/1", null, "reader"),
            ("GET", "/v1/webhook-types", null, "reader"),
            ("GET", "/v1/vehicles", null, "reader"),
            ("GET", "/v1/landmarks", null, "reader"),
            ("GET", "/v1/drivers", null, "reader"),
            ("POST", "/v1/webhooks", """{"type":"location","url":"http://a/"}""", "manager"),
            ("PATCH", "/v1/webhooks/1", """{"name":"n"}""", "manager"),
            ("POST", "/v1/webhooks/1/pause", null, "manager"),
            ("POST", "/v1/webhooks/1/resume", null, "manager"),
            ("POST", "/v1/webhooks/1/test", null, "manager"),
            ("DELETE", "/v1/webhooks/999", null, "manager"),
            ("POST", "/v1/vehicles", "{}", "manager"),
            ("POST", "/v1/drivers", """{"first_name":"a","last_name":"b"}""", "manager"),
            ("DELETE", "/v1/landmarks/999", null, "manager"),
            ("GET", "/v1/keys", null, "admin"),
            ("GET", "/v1/keys/1", null, "admin"),
            ("POST", "/v1/keys", """{"name":"a","role":"reader"}""", "admin"),
            ("DELETE", "/v1/keys/999", null, "admin"),
        };
        string[] order = ["reader", "manager", "admin"];
        foreach (var (method, path, body, least) in requests)
        {
            foreach (var role in order)
            {
                var (status, _, _) = await keys[role].SendJsonAsync(new HttpMethod(method), path, body);

                var may = Array.IndexOf(order, role) >= Array.IndexOf(order, least);
                Assert.True(may != (status == HttpStatusCode.Forbidden), $"{role} {method} {path}: {status}");
            }
        }

        foreach (var client in keys.Values)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_for_good()
    {
        var made = await _host.Client.CreateAsync("/v1/keys", """{"name":"k","role":"reader"}""");
        using var client = _host.ClientWith((string?)made["key"]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/webhooks")).StatusCode);

        var (status, _, _) = await _host.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/keys/{made["id"]}");

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/v1/webhooks")).StatusCode);
        (status, _, _) = await _host.Client.SendJsonAsync(HttpMethod.Get, $"/v1/keys/{made["id"]}");
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task The_last_admin_key_stays()
    {
        var (status, problem, _) = await _host.Client.SendJsonAsync(HttpMethod.Delete, "/v1/keys/1");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("last admin key", (string?)problem!["detail"], StringComparison.Ordinal);
        Assert.Single((await _host.Client.ReadAsync("/v1/keys"))["data"]!.AsArray());
    }

    [Fact]
    public async Task A_key_is_at_rest_as_its_hash_only()
    {
        var (_, made, _) = await _host.Client.SendJsonAsync(
            HttpMethod.Post, "/v1/keys", """{"name":"k","role":"reader"}""", "once");
        var token = (string)made!["key"]!;
        Assert.StartsWith("gwk_", token, StringComparison.Ordinal);
        Assert.Null((await _host.Client.ReadAsync($"/v1/keys/{made["id"]}"))["key"]);

        var (_, again, _) = await _host.Client.SendJsonAsync(
            HttpMethod.Post, "/v1/keys", """{"name":"k","role":"reader"}""", "once");
        Assert.Equal((long)made["id"]!, (long)again!["id"]!);
        Assert.Null(again["key"]);

        foreach (var file in Directory.EnumerateFiles(_host.DataFolder))
        {
            // The store has the file open.
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(token)));
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(ApiHost.AdminKey)));
        }
    }

    [Theory]
    [InlineData("""{"role":"reader"}""", "name")]
    [InlineData("""{"name":"k"}""", "role")]
    [InlineData("""{"name":"k","role":"root"}""", "role")]
    [InlineData("""{"name":"k","role":"reader","key":"mine"}""", "key")]
    public async Task Refuses_wrong_keys_and_names_the_field(string body, string field)
    {
        var (status, problem, _) = await _host.Client.SendJsonAsync(HttpMethod.Post, "/v1/keys", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, (string?)problem!["field"]);
    }

    [Fact]
    public async Task Objects_of_another_account_are_not_there()
    {
        var token = await AddAccountAsync();
        using var other = _host.ClientWith(token);
        await _host.Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");
        await _host.Client.CreateAsync("/v1/vehicles", """{"device_id":"1"}""");
        await _host.Client.CreateAsync("/v1/drivers", """{"first_name":"a","last_name":"b"}""");
        await _host.Client.CreateAsync("/v1/landmarks", """
            {"type":"Feature","geometry":{"type":"Point","coordinates":[0,0]},"properties":{"name":"n","radius_m":9}}
            """);
        foreach (var path in new[] { "/v1/webhooks", "/v1/vehicles", "/v1/drivers", "/v1/landmarks" })
        {
            Assert.Empty((await other.ReadAsync(path))["data"]!.AsArray());
            foreach (var (method, body) in new[] { ("GET", null), ("PATCH", "{}"), ("DELETE", null) })
            {
                var (status, _, _) = await other.SendJsonAsync(new HttpMethod(method), $"{path}/1", body);
                Assert.True(status == HttpStatusCode.NotFound, $"{method} {path}: {status}");
            }

            Assert.Single((await _host.Client.ReadAsync(path))["data"]!.AsArray());
        }

        Assert.Empty((await other.ReadAsync("/v1/vehicles?device_id=1"))["data"]!.AsArray());
        var (taken, _, _) = await other.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", """{"device_id":"1"}""");
        Assert.Equal(HttpStatusCode.Conflict, taken);
        var (filter, _, _) = await other.SendJsonAsync(
            HttpMethod.Post, "/v1/webhooks", """{"type":"location","url":"http://a/","filter":{"vehicle_ids":[1]}}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, filter);
        var (key, _, _) = await other.SendJsonAsync(HttpMethod.Get, "/v1/keys/1");
        Assert.Equal(HttpStatusCode.NotFound, key);
        Assert.Equal(1, _host.Get<IVehicleDirectory>().Current.Count);
    }

    /// <summary>A second account; its admin key.</summary>
    private async Task<string> AddAccountAsync() =>
        (string)(await _host.Client.CreateAsync("/v1/accounts", """{"name":"other","username":"other"}"""))["key"]!;
}
