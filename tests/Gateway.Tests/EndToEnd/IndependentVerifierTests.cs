using System.Globalization;
using System.Net;
using System.Text.Json;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>What the dispatcher sent, checked by the published library and not by our code.</summary>
public sealed class IndependentVerifierTests
{
    private const string NoMatch = "refused: No matching signature found";
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task A_json_message_is_verified_and_nothing_in_it_can_be_changed()
    {
        await using var verifier = SignatureVerifier.Start();
        await using var scene = await Scene.BeginAsync();
        await scene.Gateway.Api.SendJsonAsync(HttpMethod.Patch, $"/v1/vehicles/{scene.VehicleId}", """{"label":"Käfer 日 \\ \" &="}""");
        var webhook = await scene.ListenAsync("location", "json");
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        var message = (await scene.Receiver.ReceivedAsync("json", 1))[0];

        Assert.Equal("Käfer 日 \\ \" &=", message.Text("label"));
        Assert.Equal("verified", await verifier.VerifyAsync(webhook.Secret, message));
        Assert.Equal(NoMatch, await verifier.VerifyAsync("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", message));
        await AssertAllCountsAsync(verifier, webhook.Secret, message);
    }

    [Fact]
    public async Task A_form_message_is_verified()
    {
        await using var verifier = SignatureVerifier.Start();
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "form", ",\"content_type\":\"form\"");
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        var message = await scene.Receiver.ReceivedAsync("form", _ => true);

        Assert.Equal("application/x-www-form-urlencoded", message.ContentType);
        Assert.Equal("verified", await verifier.VerifyAsync(webhook.Secret, message));
        await AssertAllCountsAsync(verifier, webhook.Secret, message);
    }

    [Fact]
    public async Task A_batch_is_verified_as_the_array_that_it_is()
    {
        await using var verifier = SignatureVerifier.Start();
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "batch", ",\"batch\":true,\"batch_size\":3,\"batch_wait_ms\":60000");
        await scene.Tracker.SendAsync(
            new AvlRecord { Time = Start }, new AvlRecord { Time = Start + 1 }, new AvlRecord { Time = Start + 2 });
        var message = await scene.Receiver.ReceivedAsync("batch", _ => true);

        Assert.Equal((JsonValueKind.Array, 3), (message.Json.ValueKind, message.Json.GetArrayLength()));
        Assert.Equal("verified", await verifier.VerifyAsync(webhook.Secret, message));
        await AssertAllCountsAsync(verifier, webhook.Secret, message);
    }

    [Fact]
    public async Task While_a_secret_is_replaced_a_receiver_with_either_verifies_and_afterwards_only_the_new_one()
    {
        await using var verifier = SignatureVerifier.Start();
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "rotated");
        var second = await RotateAsync(scene, webhook.Id, graceSeconds: 3600);
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        var message = await scene.Receiver.ReceivedAsync("rotated", one => one.EventTime == Start);

        Assert.Equal(2, message.Headers["webhook-signature"].Split(' ').Length);
        foreach (var secret in (string[])[webhook.Secret, second])
        {
            Assert.Equal("verified", await verifier.VerifyAsync(secret, message));
            await AssertAllCountsAsync(verifier, secret, message);
        }

        var third = await RotateAsync(scene, webhook.Id, graceSeconds: 0);
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 1 });
        message = await scene.Receiver.ReceivedAsync("rotated", one => one.EventTime == Start + 1);
        Assert.Equal("verified", await verifier.VerifyAsync(third, message));
        Assert.Equal(NoMatch, await verifier.VerifyAsync(second, message));
        Assert.Equal(NoMatch, await verifier.VerifyAsync(webhook.Secret, message));
    }

    [Fact]
    public async Task A_retry_is_signed_anew_with_the_same_id()
    {
        await using var verifier = SignatureVerifier.Start();
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = message => message.Head.GetProperty("retry_count").GetInt32() == 0 ? 503 : 204;
        await using var gateway = await TestGateway.StartAsync(
            configure: options => options.Dispatch.RetryIntervals = [TimeSpan.FromMilliseconds(10)]);
        await gateway.AddVehicleAsync(Scene.Imei);
        var webhook = await gateway.AddWebhookAsync("location", receiver.Url("retry"));
        await using var tracker = await gateway.LogInAsync(Scene.Imei);
        await tracker.SendAsync(new AvlRecord { Time = Start });
        await receiver.ReceivedAsync("retry", 2);
        var attempts = receiver.At("retry");

        Assert.Equal(attempts[0].Id, attempts[1].Id);
        Assert.NotEqual(attempts[0].Headers["webhook-signature"], attempts[1].Headers["webhook-signature"]);
        foreach (var attempt in attempts)
        {
            Assert.Equal("verified", await verifier.VerifyAsync(webhook.Secret, attempt));
        }

        Assert.Equal(NoMatch, await verifier.VerifyAsync(webhook.Secret, attempts[0], body: attempts[1].Body));
    }

    private static async Task<string> RotateAsync(Scene scene, long id, int graceSeconds)
    {
        var (status, json, _) = await scene.Gateway.Api.SendJsonAsync(
            HttpMethod.Post, $"/v1/webhooks/{id}/secret", $$"""{"grace_seconds":{{graceSeconds}}}""");
        Assert.Equal(HttpStatusCode.OK, status);
        return (string)json!["secret"]!;
    }

    /// <summary>Another body, id, time or signature is refused, and so is one of long ago.</summary>
    private static async Task AssertAllCountsAsync(SignatureVerifier verifier, string secret, HookMessage message)
    {
        for (var at = 0; at < message.Body.Length; at += Math.Max(1, message.Body.Length / 7))
        {
            var changed = message.Body.ToArray();
            changed[at] ^= 1;
            Assert.Equal(NoMatch, await verifier.VerifyAsync(secret, message, body: changed));
        }

        Assert.Equal(NoMatch, await verifier.VerifyAsync(secret, message, body: message.Body[..^1]));
        Assert.Equal(NoMatch, await verifier.VerifyAsync(secret, message, body: [.. message.Body, (byte)' ']));
        Assert.Equal(NoMatch, await verifier.VerifyAsync(secret, message, id: message.Id + "1"));
        var time = long.Parse(message.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
        Assert.Equal(NoMatch, await verifier.VerifyAsync(secret, message, timestamp: $"{time - 1}"));
        Assert.StartsWith("refused: Message timestamp too old", await verifier.VerifyAsync(secret, message, timestamp: $"{time - 3600}"), StringComparison.Ordinal);
        var unversioned = message.Headers["webhook-signature"].Replace("v1,", "v2,", StringComparison.Ordinal);
        Assert.Equal(NoMatch, await verifier.VerifyAsync(secret, message, signature: unversioned));
    }
}
