using CsCheck;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Tests.Reports;

public class ReportBatchTests
{
    [Fact]
    public void A_batch_comes_back_in_order() => ReportGen.Any.Array[0, 8].Sample(reports =>
    {
        var writer = new ReportBatchWriter();
        writer.Begin(long.MaxValue - 3, 7, -5);
        Assert.All(reports, report => Assert.True(writer.Add(report)));

        Assert.True(ReportBatchReader.TryOpen(writer.WrittenSpan, out var reader));
        Assert.Equal((long.MaxValue - 3, (byte)7, -5L), (reader.VehicleId, reader.ProtocolId, reader.ReceivedMs));
        Assert.Equal(reports.Length, reader.Count);
        var into = new DeviceReport();
        foreach (var report in reports)
        {
            Assert.True(reader.TryRead(into, out var canonical));
            Assert.Equal(ReportSnapshot.Of(report), ReportSnapshot.Of(into));
            var alone = new byte[ReportCodec.MaxLength(report)];
            Assert.True(canonical.SequenceEqual(alone.AsSpan(0, ReportCodec.Encode(report, alone))));
        }

        Assert.False(reader.TryRead(into, out _));
        Assert.Equal(ReportBatchStatus.Ok, reader.Status);
    });

    [Fact]
    public void The_header_is_20_bytes_little_endian()
    {
        var writer = new ReportBatchWriter();
        writer.Begin(1, 2, 3);
        writer.SetVehicle(0x0102030405060708);
        Assert.Equal("0102" + "0000" + "0807060504030201" + "0300000000000000", Convert.ToHexString(writer.WrittenSpan));

        writer.Add(writer.Rent());
        Assert.Equal("0102" + "0100" + "0807060504030201" + "0300000000000000" + "0500" + "0100000000", Convert.ToHexString(writer.WrittenSpan));
    }

    [Fact]
    public void A_full_batch_refuses_and_keeps_what_it_has()
    {
        var writer = new ReportBatchWriter(4096);
        writer.Begin(1, 1, 1);
        var taken = 0;
        while (writer.Add(Typical(writer.Rent())))
        {
            Assert.True(++taken < 1000);
        }

        Assert.InRange(writer.WrittenSpan.Length, 2048, 4096);
        Assert.Equal(taken, writer.Count);
        Assert.True(ReportBatchReader.TryOpen(writer.WrittenSpan, out var reader));
        var read = 0;
        while (reader.TryRead(new DeviceReport(), out _))
        {
            read++;
        }

        Assert.Equal((taken, ReportBatchStatus.Ok), (read, reader.Status));
    }

    [Fact]
    public void Nothing_is_added_outside_a_batch()
    {
        var writer = new ReportBatchWriter();
        Assert.Throws<InvalidOperationException>(() => writer.Add(writer.Rent()));
        writer.Begin(1, 1, 1);
        writer.Add(writer.Rent());
        writer.Reset();
        Assert.Equal((0, 0), (writer.Count, writer.WrittenSpan.Length));
        Assert.Throws<InvalidOperationException>(() => writer.Add(writer.Rent()));
    }

    [Fact]
    public void Broken_batches_have_a_status()
    {
        var bytes = Sample();
        Assert.Equal(ReportBatchStatus.Truncated, ReadAll([]));
        Assert.Equal(ReportBatchStatus.UnknownVersion, ReadAll([2, .. bytes.AsSpan(1)]));
        Assert.Equal(ReportBatchStatus.UnknownVersion, ReadAll([2]));
        Assert.Equal(ReportBatchStatus.Corrupt, ReadAll([.. bytes, 0]));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(ReportBatchStatus.Truncated, ReadAll(bytes[..length]));
        }

        // A count beyond the content.
        Assert.Equal(ReportBatchStatus.Truncated, ReadAll([1, 1, 255, 255, .. bytes.AsSpan(4)]));
    }

    [Fact]
    public void Mutated_batches_never_throw()
    {
        var bytes = Sample();
        Gen.Select(Gen.Int[0, bytes.Length - 1].Array[1, 4], Gen.Byte.Array[4], Gen.Int[0, bytes.Length])
            .Sample((places, values, length) =>
            {
                var mutated = bytes.ToArray();
                for (var i = 0; i < places.Length; i++)
                {
                    mutated[places[i]] = values[i];
                }

                ReadAll(mutated);
                ReadAll(mutated[..length]);
            },
            iter: 5000);
    }

    [Fact]
    public void Writing_and_reading_allocate_nothing()
    {
        var writer = new ReportBatchWriter();
        var into = new DeviceReport();
        RoundTrip(writer, into);
        RoundTrip(writer, into);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = 0;
        for (var i = 0; i < 100; i++)
        {
            read += RoundTrip(writer, into);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2000, read);
    }

    private static int RoundTrip(ReportBatchWriter writer, DeviceReport into)
    {
        writer.Begin(1, 1, 1);
        for (var i = 0; i < 20; i++)
        {
            writer.Add(Typical(writer.Rent()));
        }

        var read = 0;
        ReportBatchReader.TryOpen(writer.WrittenSpan, out var reader);
        while (reader.TryRead(into, out _))
        {
            read++;
        }

        return read;
    }

    private static DeviceReport Typical(DeviceReport report)
    {
        report.DeviceTimeMs = 1_749_800_000_000;
        report.HasFix = true;
        report.Latitude = 54.6990336;
        report.Longitude = 25.2618832;
        report.SpeedKph = 87;
        report.Driver.TrySet("93171C79000B0001"u8);
        report.TryAddReading(new(1, SensorKind.Temperature, -18.5));
        report.TryAddIoValue(new(199, 12_345));
        return report;
    }

    private static byte[] Sample()
    {
        var writer = new ReportBatchWriter();
        writer.Begin(1, 1, 1_749_800_000_000);
        for (var i = 0; i < 3; i++)
        {
            writer.Add(Typical(writer.Rent()));
        }

        return writer.WrittenSpan.ToArray();
    }

    private static ReportBatchStatus ReadAll(byte[] bytes)
    {
        if (ReportBatchReader.TryOpen(bytes, out var reader))
        {
            var into = new DeviceReport();
            while (reader.TryRead(into, out var canonical))
            {
                Assert.InRange(canonical.Length, ReportCodec.MinLength, bytes.Length);
            }
        }

        return reader.Status;
    }
}
