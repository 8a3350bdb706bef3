using System.Text.Json;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Queclink;

/// <summary>The real frames of both forms, each as it stands on the wire.</summary>
internal static class QueclinkVectors
{
    /// <summary>Null on a plain clone.</summary>
    public static IReadOnlyList<VectorCase>? All { get; } =
        VectorFile.Load("queclink-text") is { } text && VectorFile.Load("queclink-binary") is { } binary
            ? [.. text.Select(vector => vector with { Frame = WithTail(vector.Frame) }), .. binary]
            : null;

    /// <summary>What the peer answers where it is asked to acknowledge every report.</summary>
    public static IReadOnlyDictionary<string, byte[]> Acknowledgements { get; } = LoadAcknowledgements();

    /// <summary>Some texts were published without the sign that ends them.</summary>
    private static byte[] WithTail(byte[] frame) => frame[^1] == '$' ? frame : [.. frame, (byte)'$'];

    private static Dictionary<string, byte[]> LoadAcknowledgements()
    {
        if (ProjectRoot.Vectors is not { } folder)
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "queclink-text.json")));
        return document.RootElement.EnumerateArray()
            .Where(entry => entry.TryGetProperty("response_hex_with_ack_option", out _))
            .ToDictionary(
                entry => entry.GetProperty("id").GetString()!,
                entry => Convert.FromHexString(entry.GetProperty("response_hex_with_ack_option").GetString()!));
    }
}
