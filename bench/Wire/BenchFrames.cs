using System.Globalization;

namespace Gateway.Bench.Wire;

/// <summary>The frames of <c>frames.txt</c>: real device frames, as published with Traccar's tests.</summary>
internal static class BenchFrames
{
    /// <summary>The named frame's bytes and number of records.</summary>
    /// <exception cref="ArgumentException">No such frame.</exception>
    public static (byte[] Bytes, int Records) Read(string name)
    {
        using var stream = typeof(BenchFrames).Assembly.GetManifestResourceStream("frames.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split('\t');
            if (parts[0] == name)
            {
                return (Convert.FromHexString(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture));
            }
        }

        throw new ArgumentException($"There is no frame '{name}'.", nameof(name));
    }

    /// <summary>The login of a device, 17 bytes.</summary>
    public static byte[] Login(long imei)
    {
        var frame = new byte[17];
        frame[1] = 15;
        for (var i = 16; i >= 2; i--)
        {
            frame[i] = (byte)('0' + (imei % 10));
            imei /= 10;
        }

        return frame;
    }
}
