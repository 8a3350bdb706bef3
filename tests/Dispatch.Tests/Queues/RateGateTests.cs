using CsCheck;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

public class RateGateTests
{
    [Fact]
    public void No_second_sees_more_than_the_rate_and_a_twentieth() =>
        Gen.Select(Gen.Double[0.5, 5000], Gen.Int[0, 40].Array[2000]).Sample((rate, steps) =>
        {
            var gate = new RateGate(rate);
            var sent = new List<long>();
            var nowMs = 1_450_210_819_000L;
            foreach (var step in steps)
            {
                nowMs += step;
                while (gate.ReadyAtMs <= nowMs && sent.Count < 20_000)
                {
                    gate.Take(nowMs);
                    sent.Add(nowMs);
                }
            }

            var start = 0;
            for (var end = 0; end < sent.Count; end++)
            {
                while (sent[end] - sent[start] >= 1000)
                {
                    start++;
                }

                Assert.InRange(end - start + 1, 1, (rate * 1.05) + 2);
            }
        });

    [Fact]
    public void Lets_one_go_at_each_interval_and_none_in_between()
    {
        var gate = new RateGate(4);
        for (var at = 10_000L; at < 20_000; at += 250)
        {
            Assert.True(gate.ReadyAtMs <= at);
            gate.Take(at);
            Assert.Equal(at + 250, gate.ReadyAtMs);
        }
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_stop_it()
    {
        var gate = new RateGate(1);
        gate.Take(10_000_000);
        gate.Take(1_000);

        Assert.Equal(2_000, gate.ReadyAtMs);
    }

    [Fact]
    public void Without_a_rate_it_is_always_open()
    {
        var gate = new RateGate(0);
        gate.Take(1_000);

        Assert.Equal(0, gate.ReadyAtMs);
    }
}
