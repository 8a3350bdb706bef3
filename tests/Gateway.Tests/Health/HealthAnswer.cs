using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Health;

/// <summary>What <c>/health/ready</c> says to somebody without a key.</summary>
internal sealed record HealthAnswer(HttpStatusCode Code, JsonNode Body)
{
    public string Status => (string)Body["status"]!;

    public IEnumerable<string> Parts => Body["checks"]!.AsArray().Select(check => (string)check!["name"]!);

    public static async Task<HealthAnswer> AskAsync(TestGateway gateway)
    {
        using var client = new HttpClient { BaseAddress = gateway.Api.BaseAddress };
        var (code, body, _) = await client.SendJsonAsync(HttpMethod.Get, "/health/ready");
        return new HealthAnswer(code, body!);
    }

    /// <summary>Waits until a part is in a state; all others must be healthy then.</summary>
    public static async Task<HealthAnswer> UntilAsync(TestGateway gateway, string part, string status)
    {
        HealthAnswer? answer = null;
        await gateway.EventuallyAsync(
            async () =>
            {
                answer = await AskAsync(gateway);
                return answer.StatusOf(part) == status;
            },
            $"{part} {status}");
        return answer!;
    }

    public string StatusOf(string part) => (string)Part(part)["status"]!;

    public string? DetailOf(string part) => (string?)Part(part)["detail"];

    public double ValueOf(string part, string value) => (double)Part(part)["values"]![value]!;

    /// <summary>The parts that are not healthy.</summary>
    public string Unwell => string.Join(' ', Parts.Where(part => StatusOf(part) != "healthy"));

    private JsonNode Part(string name) => Body["checks"]!.AsArray().Single(check => (string?)check!["name"] == name)!;
}
