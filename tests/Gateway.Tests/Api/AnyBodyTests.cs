using System.Text;
using CsCheck;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Api;

/// <summary>Whatever the body: it is taken, or refused with a problem; never a fault of ours.</summary>
public sealed class AnyBodyTests(SharedApiHost shared) : IClassFixture<SharedApiHost>
{
    private static readonly string[] Paths =
    [
        "/v1/webhooks", "/v1/vehicles", "/v1/drivers", "/v1/landmarks", "/v1/keys", "/v1/roads", "/v1/users", "/v1/accounts",
    ];

    private static readonly Gen<string> GenName = OneOf(
        "type", "url", "name", "content_type", "email", "authorization", "threshold_mph", "threshold_seconds",
        "threshold_low_c", "threshold_high_c", "filter", "vehicle_ids", "landmark_ids", "batch", "secret", "ref_id",
        "retry_schedule", "ordering", "collapse", "batch_size", "rate_limit_per_second", "timeout_seconds",
        "device_id", "vin", "label", "serial_number", "attributes", "first_name", "last_name", "credential", "role", "username", "user_id", "status",
        "geometry", "coordinates", "properties", "features", "groups", "radius_m", "id", "\\ud800", "", "x");

    private static readonly Gen<string> GenScalar = Gen.OneOf(
        OneOf(
            "null", "true", "0", "-1", "1e400", "1e-400", "0.1", "9223372036854775808", "\"\"", "\" \"", "\"\\ud800\"",
            "\"\\u0000\"", "\"http://a/\"", "\"http:\\\\\\\\a\"", "\"http:a\"", "\"//\"", "\"location\"", "\"idle\"",
            "\"landmark_enter\"", "\"form\"", "\"a@b.c\"", "\"a@\"", "\"whsec_\"", "\"Feature\"", "\"FeatureCollection\"",
            "\"Polygon\"", "\"Point\"", "\"admin\"", "[1,2]", "[[0,0],[0,1],[1,1],[0,0]]", "[]", "{}"),
        Gen.String[Gen.Char[' ', '~'], 0, 40].Select(text => System.Text.Json.JsonSerializer.Serialize(text)));

    private static readonly Gen<string> GenValue = Gen.Recursive<string>((depth, inner) => depth > 3
        ? GenScalar
        : Gen.Frequency(
            (3, GenScalar),
            (1, inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]")),
            (2, GenObject(inner))));

    [Fact]
    public async Task Creates_and_patches_never_fail()
    {
        var ids = new Dictionary<string, string>
        {
            ["/v1/webhooks"] = """{"type":"temperature","url":"http://a/"}""",
            ["/v1/vehicles"] = "{}",
            ["/v1/drivers"] = """{"first_name":"a","last_name":"b"}""",
            ["/v1/users"] = """{"username":"any","role":"reader"}""",
            ["/v1/accounts"] = """{"name":"any"}""",
            ["/v1/landmarks"] = """
                {"type":"Feature","geometry":{"type":"Point","coordinates":[0,0]},"properties":{"name":"n","radius_m":9}}
                """,
        };
        foreach (var (path, body) in ids.ToList())
        {
            ids[path] = $"{path}/{(await shared.Client.CreateAsync(path, body))["id"]}";
        }

        await Gen.Select(OneOf(Paths), GenObject(GenValue), Gen.Bool).SampleAsync(
            (path, body, isPatch) => isPatch && ids.TryGetValue(path, out var one)
                ? CheckAsync(HttpMethod.Patch, one, Encoding.UTF8.GetBytes(body))
                : CheckAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body)),
            iter: 1000,
            threads: 1);
    }

    [Fact]
    public Task Bytes_never_fail() => Gen.Select(OneOf(Paths), Gen.Byte.Array[0, 100]).SampleAsync(
        (path, body) => CheckAsync(HttpMethod.Post, path, body),
        iter: 200,
        threads: 1);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<string> GenObject(Gen<string> value) => Gen.Select(GenName, value).Array[0, 8].Select(fields =>
        $"{{{string.Join(',', fields.DistinctBy(field => field.Item1).Select(field => $"\"{field.Item1}\":{field.Item2}"))}}}");

    private async Task CheckAsync(HttpMethod method, string path, byte[] body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        using var response = await shared.Client.SendAsync(request);
        var status = (int)response.StatusCode;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status is 200 or 201 or 400 or 409 or 422, $"{method} {path} {Encoding.UTF8.GetString(body)}: {status} {text}");
        if (status >= 400)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }
}
