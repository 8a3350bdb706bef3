using System.Net.Sockets;

namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>Sends POSTs over HTTP/1.1 without TLS. On a connection that is there already nothing is allocated.</summary>
internal sealed class Http1Sender(ReceiverConnections connections) : IDisposable
{
    /// <summary>Sends once; failures are values.</summary>
    /// <param name="template">The webhook; without fault, not over TLS.</param>
    /// <param name="message">The signed message.</param>
    /// <param name="lane">The attempt's buffers.</param>
    /// <param name="limit">The token of the lane's limit, which is running; it is ended here.</param>
    public ValueTask<AttemptResult> SendAsync(
        WebhookTemplate template, in SignedMessage message, AttemptBuffers lane, CancellationToken limit)
    {
        RequestHead.Write(template.RequestStart, message, lane.Request);
        lane.Body.Dispose();
        var completed = lane.Completion.Begin();
        while (connections.TryTake(template.Origin) is { } connection)
        {
            if (connection.TryBegin(lane, limit))
            {
                return completed;
            }
        }

        _ = OpenAsync(template.Origin, lane, limit);
        return completed;
    }

    public void Dispose() => connections.Dispose();

    private async Task OpenAsync(ReceiverOrigin origin, AttemptBuffers lane, CancellationToken limit)
    {
        AttemptResult result;
        try
        {
            var connection = await connections.OpenAsync(origin, limit);
            if (connection.TryBegin(lane, limit))
            {
                return;
            }

            // Closed before it was used: by the limit, or by the receiver.
            result = limit.IsCancellationRequested ? AttemptResults.Ended(lane.Limit) : AttemptResults.NoAnswer(hasBegun: false);
        }
        catch (OperationCanceledException)
        {
            result = AttemptResults.Ended(lane.Limit);
        }
        catch (Exception failure) when (failure is SocketException or AddressForbiddenException)
        {
            result = limit.IsCancellationRequested ? AttemptResults.Ended(lane.Limit) : AttemptResults.Describe(failure);
        }
#pragma warning disable CA1031 // It goes to who waits.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            lane.Limit.End();
            lane.Completion.Fail(failure);
            return;
        }

        lane.Completion.Complete(result with { Duration = lane.Limit.End() });
    }
}
