using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Gateway.Dispatch.Attempts;

namespace Gateway.Api.Operations;

/// <summary>
/// Server-sent events until the caller leaves, its key is revoked, the webhook is deleted or the gateway stops:
/// <c>attempt</c> with an attempt's JSON, <c>dropped</c> with how many were lost because the caller reads too slowly. A
/// comment every 15 s keeps the connection.
/// </summary>
internal sealed class LiveAnswer(
    AttemptListener listener, Func<bool> mayGoOn, TimeProvider time, CancellationToken stopping) : IResult
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (listener)
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping))
        {
            try
            {
                httpContext.Response.ContentType = "text/event-stream";
                httpContext.Response.Headers.CacheControl = "no-store";
                httpContext.Response.Headers["X-Accel-Buffering"] = "no";
                await RunAsync(httpContext.Response.BodyWriter, end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // The caller left, or the gateway stops.
            }
        }
    }

    private static void Write(PipeWriter writer, string name, string id, ReadOnlySpan<byte> data)
    {
        writer.Write(Encoding.ASCII.GetBytes($"event: {name}\n{id}data: "));
        writer.Write(data);
        writer.Write("\n\n"u8);
    }

    private async Task RunAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        writer.Write(": watching\n\n"u8);
        await writer.FlushAsync(cancellationToken);
        using var timer = new PeriodicTimer(KeepAlive, time);
        var tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        var more = listener.Attempts.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            var next = await Task.WhenAny(more, tick);
            if (!mayGoOn())
            {
                return;
            }

            if (next == tick)
            {
                await tick;
                writer.Write(": still here\n\n"u8);
                tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            }
            else
            {
                if (!await more)
                {
                    return;
                }

                if (listener.Attempts.TryRead(out var entry))
                {
                    Write(
                        writer,
                        "attempt",
                        string.Create(CultureInfo.InvariantCulture, $"id: {entry.Id}\n"),
                        JsonSerializer.SerializeToUtf8Bytes(AttemptObject.From(entry), ApiJson.Plain.AttemptObject));
                }

                if (listener.TakeDropped() is var dropped and > 0)
                {
                    Write(writer, "dropped", "", Encoding.ASCII.GetBytes($$"""{"dropped":{{dropped}}}"""));
                }

                more = listener.Attempts.WaitToReadAsync(cancellationToken).AsTask();
            }

            await writer.FlushAsync(cancellationToken);
        }
    }
}
