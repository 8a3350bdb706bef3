using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Api.Webhooks;
using Gateway.Configuration.Store;
using Gateway.Configuration.Webhooks;
using Gateway.Dispatch;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Api.Operations;

/// <summary>
/// Replacing a webhook's secret. For the grace time messages carry a signature by each secret, as Standard Webhooks 1.0
/// says, so that a receiver can change over at any moment of it.
/// </summary>
internal static class SecretEndpoints
{
    private const int DefaultGrace = 86_400;
    private const int MaxGrace = 604_800;

    public static void MapSecrets(this IEndpointRouteBuilder routes) => routes.MapGroup("/webhooks/{id:long}")
        .WithTags("Webhooks").MapPost("secret", RotateAsync)
        .Describe("rotate_secret", "Replace the signing secret; the old one signs too for a while")
        .TakesJson<SecretInput>().Changes<WebhookObject>();

    private static async Task<IResult> RotateAsync(
        long id, HttpContext context, WebhookDirectory webhooks, IDispatcher dispatcher, TimeProvider time)
    {
        var faults = new List<Fault>();
        var (secret, grace) = (WebhookSecret.Create().Reveal(), DefaultGrace);
        var hasBody = context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0;
        if (hasBody)
        {
            var (body, problem) = await JsonBody.ReadAsync(context.Request);
            if (body is null)
            {
                return new ProblemAnswer(problem!);
            }

            using (body)
            {
                (secret, grace) = Read(new FieldReader(body.Root, ApiJson.Plain.SecretInput, faults), secret);
            }
        }

        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var result = await webhooks.UpdateAsync(
            context.Caller().AccountId,
            id,
            before => Rotate(before, secret, time.GetUtcNow().ToUnixTimeMilliseconds(), grace),
            context.RequestAborted);
        return JsonAnswer.Of(
            result,
            webhook => WebhookObject.From(webhook, dispatcher.GetState(webhook.Id), withSecret: true),
            ApiJson.Plain.WebhookObject);
    }

    private static (string Secret, int Grace) Read(FieldReader fields, string fresh)
    {
        if (fields.TryText("secret", 200, out var given) && given is not null)
        {
            if (!WebhookSecret.TryParse(given, out _))
            {
                fields.Add("secret", "must be whsec_ and base64 of 24 to 64 bytes.");
            }

            fresh = given;
        }

        fields.TryInteger("grace_seconds", 0, MaxGrace, out var grace);
        return (fresh, grace ?? DefaultGrace);
    }

    private static WriteResult<WebhookDefinition> Rotate(WebhookDefinition before, string secret, long nowMs, int graceSeconds)
    {
        if (before.Secret == secret)
        {
            return WriteResult.Refused<WebhookDefinition>(new Fault("secret", "secret is the one that signs now."));
        }

        // No grace means that the old secrets are not to be trusted any more: none of them signs from now on.
        var untilMs = nowMs + (graceSeconds * 1000L);
        OldSecret[] old = graceSeconds == 0 ? [] :
        [
            new OldSecret(before.Secret, untilMs),
            .. before.OldSecrets.Where(one => one.ValidUntilMs > nowMs && one.Secret != secret),
        ];
        return old.Length < WebhookSigner.MaxSecrets
            ? WriteResult.Done(before with { Secret = secret, OldSecrets = old })
            : WriteResult.Refused<WebhookDefinition>(new Fault(
                "secret", $"secret was replaced {old.Length - 1} times within the grace time; wait until one of them ends."));
    }
}
