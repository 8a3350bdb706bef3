using CsCheck;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Tests.Journal;

namespace Gateway.Dispatch.Tests.Queues;

/// <summary>
/// Everything that can be done to a queue, in any order, restarts among it: each event is held, delivered, or counted with
/// its reason.
/// </summary>
public sealed class QueueModelTests : IAsyncLifetime
{
    private static readonly Gen<QueueRules> GenRules = Gen.Select(
        Gen.Int[1, 6],
        Gen.Int[0, 5],
        Gen.Enum<LaneMode>(),
        Gen.OneOf(Gen.Const(long.MaxValue), Gen.Long[3, 30]),
        Gen.OneOf(Gen.Const(long.MaxValue), Gen.Long[4_000, 30_000]))
        .Select((window, batch, lanes, messages, bytes) => new QueueRules
        {
            FirstWindow = Math.Min(2, window),
            MaxWindow = window,
            BatchSize = batch,
            BatchWaitMs = 10,
            Lanes = lanes,
            MaxMessages = messages,
            MaxBytes = bytes,
        });

    private static readonly Gen<(int Kind, int Choice)[]> GenSteps = Gen.Select(Gen.Int[0, 25], Gen.Int[0, 1000]).Array[0, 250];

    private readonly TestDispatch _test = TestDispatch.With(options => options.SnapshotInterval = TimeSpan.FromDays(1));
    private readonly TestMeterFactory _meters = new();
    private long _webhooks;

    public async ValueTask InitializeAsync() => await _test.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        _meters.Dispose();
    }

    [Fact]
    public async Task Each_event_is_held_delivered_or_counted_whatever_happens() =>
        await Gen.Select(GenRules.Array[1, 4], GenSteps).SampleAsync(
            async (rules, steps) => (await RunAsync(rules, steps)).Drain(),
            print: input => Print(input.Item1, input.Item2),
            iter: 2000);

    [Fact]
    public async Task Messages_of_a_vehicle_keep_their_order_over_restarts_and_whatever_is_put_in_again() =>
        await Gen.Select(GenRules, GenSteps).SampleAsync(
            async (rules, steps) =>
            {
                // What can't be read is put aside, and its vehicle goes on.
                var model = await RunAsync(
                    [rules with { Lanes = LaneMode.Ordered }], [.. steps.Where(step => step.Kind != QueueModel.Park)]);
                model.Drain();
                model.AssertOrder();
            },
            print: input => Print([input.Item1], input.Item2),
            iter: 2000);

    private static string Print(QueueRules[] rules, (int Kind, int Choice)[] steps) =>
        $"{string.Join('\n', rules.AsEnumerable())}\n{string.Join(' ', steps.Select(step => $"{step.Kind}:{step.Choice}"))}";

    private async Task<QueueModel> RunAsync(QueueRules[] rules, (int Kind, int Choice)[] steps)
    {
        var model = new QueueModel(
            Interlocked.Increment(ref _webhooks), _test.Outcomes[0], new DispatchMetrics(_meters), rules);
        foreach (var (kind, choice) in steps)
        {
            await model.StepAsync(kind, choice);
        }

        return model;
    }
}
