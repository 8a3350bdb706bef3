using System.Text;
using System.Text.Json;

namespace Gateway.Testing;

/// <summary>Reads the real device frames beside the checkout.</summary>
public static class VectorFile
{
    /// <summary>Why a test skips on a plain clone.</summary>
    public const string Missing = "The real device frames (../shared/vectors) are not beside this checkout.";

    /// <summary>The cases of a protocol; null on a plain clone.</summary>
    public static IReadOnlyList<VectorCase>? Load(string protocol) => Read($"{protocol}.json")
        ?.Select(entry => new VectorCase
        {
            Id = entry.GetProperty("id").GetString()!,
            Frame = Bytes(entry, "frame_hex") ?? Encoding.UTF8.GetBytes(entry.GetProperty("frame").GetString()!),
            SessionSetup = [.. Items(entry, "session_setup_hex").Select(hex => Convert.FromHexString(hex.GetString()!))],
            SessionDeviceId = entry.TryGetProperty("session_device_id", out var id) ? id.GetString() : null,
            Expected = Items(entry, "expected"),
            Response = Bytes(entry, "response_hex"),
            ChecksumOk = entry.TryGetProperty("checksum_ok", out var ok) && ok.ValueKind != JsonValueKind.Null
                ? ok.GetBoolean()
                : null,
            Model = entry.TryGetProperty("decoder_settings", out var settings) && settings.TryGetProperty("modelOverride", out var model)
                ? model.GetString()!.ToLowerInvariant()
                : null,
        })
        .ToArray();

    /// <summary>How streams of a protocol split into frames; null on a plain clone.</summary>
    public static IReadOnlyList<(string Id, byte[] Input, IReadOnlyList<byte[]> Frames)>? LoadFraming(string protocol) =>
        Read($"framing-{protocol}.json")
            ?.Select(entry => (
                entry.GetProperty("id").GetString()!,
                Bytes(entry, "input_hex")!,
                (IReadOnlyList<byte[]>)[.. Items(entry, "frames_hex").Select(hex => Convert.FromHexString(hex.GetString()!))]))
            .ToArray();

    /// <summary>A frame of <c>bench-frames.txt</c> and how many records it has; null on a plain clone.</summary>
    public static (byte[] Frame, int Records)? LoadBenchFrame(string name)
    {
        if (ProjectRoot.Vectors is not { } folder)
        {
            return null;
        }

        var fields = File.ReadLines(Path.Combine(folder, "bench-frames.txt"))
            .Select(line => line.Split('\t'))
            .Single(fields => fields is [var first, _, _] && first == name);
        return (Convert.FromHexString(fields[2]), int.Parse(fields[1]));
    }

    private static JsonElement[]? Read(string file)
    {
        if (ProjectRoot.Vectors is not { } folder)
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static JsonElement[] Items(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray()]
            : [];

    private static byte[]? Bytes(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Convert.FromHexString(value.GetString()!)
            : null;
}
