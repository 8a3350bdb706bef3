using Gateway.Tests.EndToEnd;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Devices;

/// <summary>
/// Whatever comes in, only its own connection feels it: each kind of bad input gets its refusal and its counter, while
/// another tracker of the same gateway is acknowledged before, meanwhile and after, and nothing else is stored.
/// </summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private const string GoodImei = "350000000000011";
    private const string BadImei = "350000000000022";

    private static readonly AvlRecord Record = new();

    private TestGateway _gateway = null!;
    private TrackerConnection _good = null!;
    private int _goodRecords;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        await _gateway.AddVehicleAsync(GoodImei);
        await _gateway.AddVehicleAsync(BadImei);
        _good = await _gateway.LogInAsync(GoodImei);
        await GoodSendsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _good.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Wrong_checksum() => await AnswersZeroAndGoesOnAsync(AvlFrame.WithWrongChecksum(Record), "checksum");

    [Fact]
    public async Task Counts_that_disagree() => await AnswersZeroAndGoesOnAsync(AvlFrame.WithCounts(1, 2, Record), "record_count");

    [Fact]
    public async Task More_records_counted_than_there_are() => await AnswersZeroAndGoesOnAsync(AvlFrame.WithCounts(2, 2, Record), "body");

    [Fact]
    public async Task Fewer_records_counted_than_there_are() =>
        await AnswersZeroAndGoesOnAsync(AvlFrame.WithCounts(1, 1, Record, Record), "body");

    [Fact]
    public async Task Length_zero() => await ClosesAsync(AvlFrame.WithLength(_ => 0, Record), "length");

    [Fact]
    public async Task Length_of_two_gigabytes() => await ClosesAsync(AvlFrame.WithLength(_ => 1u << 31, Record), "length");

    [Fact]
    public async Task Length_of_four_gigabytes() => await ClosesAsync(AvlFrame.WithLength(_ => uint.MaxValue, Record), "length");

    [Fact]
    public async Task Length_one_too_small()
    {
        await using var bad = await _gateway.LogInAsync(BadImei);

        await bad.WriteAsync(AvlFrame.WithLength(length => length - 1, Record));

        // The frame that is one byte shorter is refused, the byte that is left is no frame.
        Assert.Equal([0, 0, 0, 0], await bad.ReadToEndAsync());
        await RefusedAsync("checksum");
        await RefusedAsync("garbage");
        await EndedAsync("bad_frames");
    }

    [Fact]
    public async Task Length_one_too_large()
    {
        await using (var bad = await _gateway.LogInAsync(BadImei))
        {
            // The gateway waits for a byte more, and takes the next frame's first one for it.
            Assert.Equal(
                0u, await bad.AskAsync([.. AvlFrame.WithLength(length => length + 1, Record), .. AvlFrame.Of(Record)]));
        }

        // The stream is lost then: its zeros read as another frame's begin, which never gets whole.
        await RefusedAsync("checksum");
        await RefusedAsync("length");
        await EndedAsync("by_device");
    }

    [Fact]
    public async Task Garbage_before_the_login()
    {
        await using var bad = await TrackerConnection.OpenAsync(_gateway.DeviceAddress);

        await bad.WriteAsync("GET / HTTP/1.1\r\nHost: gateway\r\n\r\n"u8.ToArray());

        Assert.Empty(await bad.ReadToEndAsync());
        await RefusedAsync("garbage");
        await EndedAsync("bad_frames");
    }

    [Fact]
    public async Task Records_before_the_login()
    {
        await using var bad = await TrackerConnection.OpenAsync(_gateway.DeviceAddress);

        await bad.WriteAsync(AvlFrame.Of(Record));

        Assert.Empty(await bad.ReadToEndAsync());
        await RefusedAsync("not_logged_in");
        await EndedAsync("bad_frames");
    }

    [Theory]
    [InlineData("35000000000002X")]
    [InlineData("3500000000000220")]
    [InlineData("3")]
    public async Task A_login_that_is_no_imei(string imei)
    {
        await using var bad = await TrackerConnection.OpenAsync(_gateway.DeviceAddress);

        await bad.WriteAsync(AvlFrame.Login(imei));

        Assert.Equal([0], await bad.ReadToEndAsync());
        await RefusedAsync("login");
        await EndedAsync("bad_frames");
    }

    [Fact]
    public async Task Half_a_frame_and_the_end()
    {
        await using (var bad = await _gateway.LogInAsync(BadImei))
        {
            await bad.WriteAsync(AvlFrame.Of(Record)[..20]);
        }

        await RefusedAsync("length");
        await EndedAsync("by_device");
    }

    [Fact]
    public async Task Refused_frames_again_and_again()
    {
        await using var bad = await _gateway.LogInAsync(BadImei);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(0u, await bad.AskAsync(AvlFrame.WithWrongChecksum(Record)));
        }

        Assert.Empty(await bad.ReadToEndAsync());
        await _gateway.Counters.ReachAsync(5, "gateway.device.frames.refused", "reason=checksum");
        await EndedAsync("bad_frames");
    }

    [Fact]
    public async Task A_frame_byte_by_byte_is_a_frame()
    {
        await using var slow = await TrackerConnection.OpenAsync(_gateway.DeviceAddress);
        foreach (var part in AvlFrame.Login(BadImei))
        {
            await slow.WriteAsync([part]);
        }

        Assert.Equal([1], await slow.ReadAsync(1));
        foreach (var part in AvlFrame.Of(Record, Record with { Time = AvlRecord.Start + 1 }))
        {
            await slow.WriteAsync([part]);
        }

        Assert.Equal([0, 0, 0, 2], await slow.ReadAsync(4));
    }

    /// <summary>Answered "0 records taken", and the same connection may do it right.</summary>
    private async Task AnswersZeroAndGoesOnAsync(byte[] frame, string reason)
    {
        await using var bad = await _gateway.LogInAsync(BadImei);
        Assert.Equal(0u, await bad.AskAsync(frame));
        await RefusedAsync(reason);
        await bad.SendAsync(Record);
        await _gateway.Counters.ReachAsync(_goodRecords + 1, "gateway.device.reports");
    }

    private async Task ClosesAsync(byte[] frame, string reason)
    {
        await using var bad = await _gateway.LogInAsync(BadImei);
        await bad.WriteAsync(frame);
        Assert.Empty(await bad.ReadToEndAsync());
        await RefusedAsync(reason);
        await EndedAsync("bad_frames");
    }

    private async Task RefusedAsync(string reason)
    {
        await GoodSendsAsync();
        await _gateway.Counters.ReachAsync(1, "gateway.device.frames.refused", "protocol=teltonika", $"reason={reason}");
    }

    private async Task EndedAsync(string reason)
    {
        await _gateway.Counters.ReachAsync(1, "gateway.device.closed", $"reason={reason}");
        await _gateway.Counters.ReachAsync(1, "gateway.device.connections");
        await GoodSendsAsync();
        await _gateway.Counters.ReachAsync(_goodRecords, "gateway.device.reports");
        Assert.DoesNotContain(_gateway.Logs.GetSnapshot(), entry => entry.Level >= LogLevel.Error);
    }

    private Task GoodSendsAsync() => _good.SendAsync(Record with { Time = AvlRecord.Start + _goodRecords++ });
}
