using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Cli;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>Replacing a secret, and checking a received message with the CLI.</summary>
public sealed class SecretTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task A_replaced_secret_signs_too_for_its_grace_time_also_after_a_restart()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "rotated");
        var rotated = await RotateAsync(scene, webhook.Id, HttpStatusCode.OK, """{"grace_seconds":3600}""");
        var second = (string)rotated["secret"]!;
        Assert.NotEqual(webhook.Secret, second);
        Assert.NotNull(rotated["old_secret_valid_until"]);
        Assert.Null((await scene.Gateway.WebhookAsync(webhook.Id))["secret"]);
        await scene.RestartAsync();
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        var message = (await scene.Receiver.ReceivedAsync("rotated", 1))[0];
        Assert.True(message.IsSignedWith(webhook.Secret));
        Assert.True(message.IsSignedWith(second));
        Assert.Matches("^v1,[^ ]+ v1,[^ ]+$", message.Headers["webhook-signature"]);

        var third = (string)(await RotateAsync(scene, webhook.Id, HttpStatusCode.OK, """{"grace_seconds":0}"""))["secret"]!;
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 1 });
        message = await scene.Receiver.ReceivedAsync("rotated", one => one.EventTime == Start + 1);
        Assert.True(message.IsSignedWith(third));
        Assert.False(message.IsSignedWith(second));
        Assert.False(message.IsSignedWith(webhook.Secret));

        Assert.Equal("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", (string?)(await RotateAsync(
            scene, webhook.Id, HttpStatusCode.OK, """{"secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}"""))["secret"]);
        await RotateAsync(scene, webhook.Id, HttpStatusCode.UnprocessableEntity, """{"secret":"no"}""");
        await RotateAsync(scene, webhook.Id, HttpStatusCode.UnprocessableEntity, """{"grace_seconds":604801}""");
        await RotateAsync(scene, 999, HttpStatusCode.NotFound, "{}");
        Assert.DoesNotContain(scene.Gateway.Logs.GetSnapshot(), record => record.Message.Contains("whsec_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cli_checks_a_received_message()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "verify", ",\"content_type\":\"form\"");
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        await scene.Receiver.ReceivedAsync("verify", _ => true);
        await scene.Gateway.DrainedAsync();
        var message = Assert.Single(scene.Receiver.At("verify"));
        var body = Path.Combine(scene.Gateway.Folder, "body.txt");
        var headers = Path.Combine(scene.Gateway.Folder, "headers.txt");
        await File.WriteAllBytesAsync(body, message.Body);
        await File.WriteAllLinesAsync(headers, message.Headers.Select(header => $"{header.Key}: {header.Value}"));

        Assert.Equal(0, (await VerifyAsync(webhook.Secret)).Code);
        var json = Path.Combine(scene.Gateway.Folder, "headers.json");
        await File.WriteAllTextAsync(json, (await scene.Gateway.Api.ReadAsync(
            $"/v1/webhooks/{webhook.Id}/attempts"))["data"]![0]!["request_headers"]!.ToJsonString());
        Assert.Equal(0, (await CliRun.StartAsync(
            "webhook", "verify", "--body", body, "--headers", json, "--secret", webhook.Secret)).Code);

        var other = await VerifyAsync("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Assert.Equal((1, true), (other.Code, other.Error.Contains("does not match", StringComparison.Ordinal)));
        var old = await VerifyAsync(webhook.Secret, "--timestamp", "1614265330");
        Assert.Equal(1, old.Code);
        Assert.Equal(1, (await VerifyAsync(webhook.Secret, "--signature", "v2,abc")).Code);
        Assert.Equal(2, (await VerifyAsync("secret")).Code);
        Assert.Equal(2, (await CliRun.StartAsync("webhook", "verify", "--body", body, "--secret", webhook.Secret)).Code);
        Assert.Equal(2, (await CliRun.StartAsync("webhook", "verify", "--body", "nowhere", "--headers", headers, "--secret", webhook.Secret)).Code);

        Task<CliRun> VerifyAsync(string secret, params string[] more) => CliRun.StartAsync(
            ["webhook", "verify", "--body", body, "--headers", headers, "--secret", secret, .. more]);
    }

    private static async Task<JsonNode> RotateAsync(Scene scene, long id, HttpStatusCode expected, string body)
    {
        var (status, json, _) = await scene.Gateway.Api.SendJsonAsync(HttpMethod.Post, $"/v1/webhooks/{id}/secret", body);
        Assert.True(status == expected, $"{(int)status} {json}");
        return json!;
    }
}
