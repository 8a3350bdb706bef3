namespace Gateway.Dispatch.Delivery;

/// <summary>The work of a worker.</summary>
internal sealed partial class WebhookPump
{
    /// <summary>
    /// A worker's life: for the webhook that it is wanted for, one message after the other, until there is none, or until another
    /// webhook waits for a turn; then this one stands in line too, as a count, and the worker is free. One method, so that what
    /// waits for an answer is this frame alone, and it is the worker's for good.
    /// </summary>
    public static async Task WorkAsync(AttemptWorker worker)
    {
        using (worker)
        {
            var lane = worker.Lane;
            while (await worker.WaitAsync() is { } pump)
            {
                var services = pump._services;
                var isWaiting = false;
                try
                {
                    while (!isWaiting && pump._queue.TryTake(services.NowMs, out var message))
                    {
                        try
                        {
                            if (message.TakeUp is { } takeUp)
                            {
                                await pump.FindVehiclesAsync(takeUp, lane);
                            }
                            else if (await pump.PrepareAsync(message, lane) is { } attempt)
                            {
                                attempt = pump.Begin(attempt, message, lane, out var span);
                                AttemptResult result;
                                if (attempt.Template.Fault is { } fault)
                                {
                                    result = new AttemptResult(AttemptOutcome.Unsendable, Error: fault);
                                }
                                else if (attempt.Breaker.IsClosed)
                                {
                                    result = await pump.SendAsync(attempt, lane);
                                    await attempt.Breaker.TellAsync(result);
                                }
                                else
                                {
                                    result = await attempt.Breaker.ProbeAsync(
                                        static probe => probe.Pump.SendAsync(probe.Attempt, probe.Lane), (Pump: pump, Attempt: attempt, Lane: lane));
                                }

                                pump.End(attempt, message, result, span, lane);
                                if (result.IsGone)
                                {
                                    await pump.DisableAsync(attempt.Template.Webhook.Id);
                                }
                            }
                        }
#pragma warning disable CA1031 // Whatever went wrong, the message must not be lost and the others must go on.
                        catch (Exception failure)
#pragma warning restore CA1031
                        {
                            pump.Crashed(message, failure);
                        }

                        isWaiting = services.Turns.IsWanted;
                    }
                }
                finally
                {
                    services.Turns.Return();
                    if (isWaiting)
                    {
                        pump._place.Add();
                    }
                    else
                    {
                        services.Workers.Leave();
                    }
                }

                worker.Rest();
            }
        }
    }
}
