using CsCheck;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Tests.Journal;

namespace Gateway.Dispatch.Tests.Queues;

/// <summary>Whatever the rules and whatever comes of the attempts: no message is lost, doubled or forgotten.</summary>
public sealed class WebhookQueueModelTests : IAsyncLifetime
{
    private const int Vehicles = 5;

    private readonly TestDispatch _test = new();
    private readonly TestMeterFactory _meters = new();
    private OutcomeLog _outcomes = null!;

    private static readonly Gen<QueueRules> GenRules =
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 4], Gen.Enum<LaneMode>(), Gen.Int[0, 20]).Select((window, batch, lanes, rate) =>
            new QueueRules
            {
                FirstWindow = Math.Min(2, window),
                MaxWindow = window,
                BatchSize = batch,
                BatchWaitMs = 10,
                Lanes = lanes,
                RatePerSecond = rate * 50,
            });

    private static readonly Gen<(int Kind, int Choice)[]> GenSteps = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1000]).Array[0, 300];

    public async ValueTask InitializeAsync()
    {
        await _test.StartAsync();
        _outcomes = new OutcomeLog(_test.Outcomes[0], new DispatchMetrics(_meters));
    }

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        _meters.Dispose();
    }

    [Fact]
    public void Each_message_leaves_once_while_the_rules_change() =>
        Gen.Select(GenRules.Array[1, 6], GenSteps).Sample(
            (rules, steps) => Run(rules, steps, new List<MessageKey>(), (_, _) => { }),
            iter: 3000);

    [Fact]
    public void No_message_of_a_vehicle_overtakes_another() =>
        Gen.Select(GenRules, GenSteps).Sample(
            (rules, steps) =>
            {
                var delivered = new List<MessageKey>();
                Run([rules with { Lanes = LaneMode.Ordered }], steps, delivered, AssertOneInFlight);
                foreach (var vehicle in delivered.GroupBy(key => key.Position % Vehicles))
                {
                    Assert.Equal(vehicle.Order(Comparer<MessageKey>.Create((a, b) => a.Packed.CompareTo(b.Packed))), vehicle);
                }
            },
            iter: 3000);

    [Fact]
    public void The_newest_message_of_each_vehicle_is_never_collapsed() =>
        Gen.Select(GenRules, GenSteps).Sample(
            (rules, steps) =>
            {
                var delivered = new List<MessageKey>();
                var added = Run([rules with { Lanes = LaneMode.Newest }], steps, delivered, AssertOneInFlight);
                foreach (var vehicle in added.GroupBy(key => key.Position % Vehicles))
                {
                    Assert.Contains(vehicle.MaxBy(key => key.Position), delivered);
                }
            },
            iter: 3000);

    private static void AssertOneInFlight(QueueDriver driver, QueueRules rules)
    {
        var vehicles = driver.InFlight.SelectMany(message => QueueDriver.KeysOf(message).Select(driver.VehicleOf).Distinct());
        Assert.Equal(vehicles.Distinct().Order(), vehicles.Order());
    }

    private List<MessageKey> Run(
        QueueRules[] rules, (int Kind, int Choice)[] steps, List<MessageKey> delivered, Action<QueueDriver, QueueRules> check)
    {
        var totals = new QueueTotals();
        var driver = new QueueDriver(Vehicles);
        var queue = driver.Queue = new WebhookQueue(1, _outcomes, totals, rules[0]);
        queue.Attach(driver);
        queue.SetOpen(open: true, afresh: false, driver.NowMs);
        var added = new List<MessageKey>();
        foreach (var (kind, choice) in steps)
        {
            switch (kind)
            {
                case 0 or 1 or 2:
                    added.Add(new MessageKey(0, added.Count + 64));
                    Assert.True(queue.Add(added[^1], driver.NowMs));
                    break;
                case 3 or 4:
                    driver.Work();
                    break;
                case 5 when driver.InFlight.Count > 0:
                    Deliver(driver, choice, delivered);
                    break;
                case 6 or 7 when driver.InFlight.Count > 0:
                    queue.Failed(driver.Land(choice), driver.NowMs + 50, 0, "no", 0, overloaded: kind == 7);
                    break;
                case 8 when driver.InFlight.Count > 0:
                    queue.Return(driver.Land(choice), 0);
                    break;
                case 9 when driver.InFlight.Count > 0 && driver.InFlight[choice % driver.InFlight.Count] is { Batch: { } batch } message:
                    queue.Split(message, 1 + (choice % batch.Keys.Count));
                    break;
                case 10:
                    queue.Configure(rules[choice % rules.Length], driver.NowMs);
                    break;
                default:
                    driver.NowMs += choice % 40;
                    queue.Wake(driver.NowMs);
                    break;
            }

            check(driver, queue.Rules);
            AssertAccounted(queue, totals, added, delivered);
        }

        // In the end everything can go.
        for (var round = 0; queue.GetState().QueueDepth > 0; round++)
        {
            Assert.True(round < 10_000, "It does not end.");
            while (driver.Work())
            {
                check(driver, queue.Rules);
            }

            if (driver.InFlight.Count > 0)
            {
                Deliver(driver, 0, delivered);
            }

            driver.NowMs += 50;
            queue.Wake(driver.NowMs);
        }

        AssertAccounted(queue, totals, added, delivered);
        Assert.Equal(delivered.Count, delivered.Distinct().Count());
        return added;
    }

    private static void Deliver(QueueDriver driver, int choice, List<MessageKey> delivered)
    {
        var message = driver.Land(choice);
        delivered.AddRange(QueueDriver.KeysOf(message));
        driver.Queue.Delivered(message, driver.NowMs, 0);
    }

    private static void AssertAccounted(
        WebhookQueue queue, QueueTotals totals, List<MessageKey> added, List<MessageKey> delivered)
    {
        var state = queue.GetState();
        Assert.Equal(delivered.Count, state.Total);
        Assert.Equal(added.Count, state.Total + state.QueueDepth + state.Collapsed);
        Assert.Equal(state.QueueDepth, totals.Depth);

        // A snapshot at this moment has each waiting message once, and none that was delivered.
        var image = queue.Capture();
        var kept = image.Untried.Concat(image.Retries.Select(retry => retry.Key))
            .Concat(image.Batches.SelectMany(batch => batch.Keys)).ToList();
        foreach (var key in image.Fresh)
        {
            kept.Add(key);
        }

        queue.Release(image);
        Assert.Equal(state.QueueDepth, kept.Count);
        Assert.Equal(kept.Count, kept.Distinct().Count());
        Assert.Empty(kept.Intersect(delivered));
    }
}
