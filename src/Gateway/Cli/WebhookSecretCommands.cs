using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Dispatch.Signing;

namespace Gateway.Cli;

/// <summary><c>gateway webhook rotate-secret</c> and <c>verify</c>.</summary>
internal static class WebhookSecretCommands
{
    private const string SecretVariable = "GATEWAY_WEBHOOK_SECRET";
    private const int MaxFileBytes = 16 << 20;

    public static Command Rotate(ResourceCommands webhooks)
    {
        var body = new BodyOptions()
            .Text("--secret", "secret", "The new secret whsec_…; made at random where it is left out.")
            .Integer("--grace-seconds", "grace_seconds", "How long the old one signs too; a day where it is left out.");
        var command = webhooks.WithId("rotate-secret", "Replace the signing secret and show the new one.", async (context, id) =>
        {
            context.Output.One(await context.Client.PostAsync(
                $"/v1/webhooks/{id}/secret", body.Read(context.Parsed), context.Stop));
            return CliExit.Done;
        });
        body.AddTo(command);
        return command;
    }

    /// <summary>Needs no server: 0 the signature is right, 1 it is not, 2 wrong usage.</summary>
    public static Command Verify(TimeProvider time)
    {
        var body = new Option<string>("--body") { Description = "File with the very bytes received.", Required = true };
        var headers = new Option<string?>("--headers") { Description = "File with the headers: 'Name: value' lines, or a JSON object." };
        var id = new Option<string?>("--id") { Description = "The webhook-id header." };
        var timestamp = new Option<string?>("--timestamp") { Description = "The webhook-timestamp header." };
        var signature = new Option<string?>("--signature") { Description = "The webhook-signature header." };
        var secret = new Option<string?>("--secret") { Description = $"The secret whsec_…; else it is taken from {SecretVariable}." };
        var fromInput = new Option<bool>("--secret-stdin") { Description = "Read the secret from standard input." };
        var tolerance = new Option<int>("--tolerance")
        {
            Description = "Seconds that the timestamp may be off; 0 for any time.",
            DefaultValueFactory = _ => (int)WebhookVerifier.DefaultTolerance.TotalSeconds,
        };
        var command = new Command("verify", "Check a received message's signature.")
        {
            body, headers, id, timestamp, signature, secret, fromInput, tolerance,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var given = parsed.GetValue(headers) is { } path ? ReadHeaders(path) : [];
                var text = parsed.GetValue(fromInput)
                    ? await Console.In.ReadLineAsync(cancellationToken)
                    : parsed.GetValue(secret) ?? Environment.GetEnvironmentVariable(SecretVariable);
                if (!WebhookSecret.TryParse(text?.Trim(), out var key))
                {
                    throw CliFailure.Usage($"A secret whsec_… is needed: --secret, --secret-stdin or {SecretVariable}.");
                }

                var allowed = parsed.GetValue(tolerance);
                var outcome = WebhookVerifier.Verify(
                    key,
                    Header(parsed.GetValue(id), given, WebhookSigner.IdHeader),
                    Header(parsed.GetValue(timestamp), given, WebhookSigner.TimestampHeader),
                    Header(parsed.GetValue(signature), given, WebhookSigner.SignatureHeader),
                    ReadFile(parsed.GetValue(body)!),
                    time.GetUtcNow(),
                    allowed == 0 ? null : TimeSpan.FromSeconds(allowed));
                await (outcome == VerifyOutcome.Valid ? output : error).WriteLineAsync(Describe(outcome, allowed));
                return outcome == VerifyOutcome.Valid ? CliExit.Done : CliExit.Refused;
            }
            catch (CliFailure failure)
            {
                await error.WriteLineAsync(failure.Message);
                return failure.ExitCode;
            }
        });
        return command;
    }

    private static string Describe(VerifyOutcome outcome, int tolerance) => outcome switch
    {
        VerifyOutcome.Valid => "The signature is right.",
        VerifyOutcome.BadId => "The webhook-id is empty or has a dot in it.",
        VerifyOutcome.BadTimestamp => "The webhook-timestamp is not a number of Unix seconds.",
        VerifyOutcome.TooOld => $"The signature is right, but the message is older than {tolerance} seconds.",
        VerifyOutcome.TooNew => $"The signature is right, but its time is more than {tolerance} seconds ahead.",
        VerifyOutcome.NoVersion => "No signature of version v1 is in the webhook-signature header.",
        _ => "The signature does not match: another secret, or a body, id or timestamp that is not as it was sent.",
    };

    private static string Header(string? option, Dictionary<string, string> headers, string name) => option
        ?? headers.GetValueOrDefault(name)
        ?? throw CliFailure.Usage($"The {name} header is missing: give --headers, or the option for it.");

    private static Dictionary<string, string> ReadHeaders(string path)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var text = System.Text.Encoding.UTF8.GetString(ReadFile(path));
        try
        {
            if (text.TrimStart().StartsWith('{'))
            {
                foreach (var (name, value) in JsonNode.Parse(text)!.AsObject())
                {
                    headers[name] = value?.ToString() ?? "";
                }

                return headers;
            }
        }
        catch (JsonException)
        {
            throw CliFailure.Usage($"{path} is not well-formed JSON.");
        }

        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        return headers;
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxFileBytes
                ? File.ReadAllBytes(path)
                : throw CliFailure.Usage($"{path} is larger than {MaxFileBytes} bytes.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliFailure.Usage($"{path} can't be read: {exception.Message}");
        }
    }
}
