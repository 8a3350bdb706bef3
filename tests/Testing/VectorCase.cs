using System.Text.Json;

namespace Gateway.Testing;

/// <summary>One real device frame of <c>vectors/PROTOCOL.json</c>; the fields are explained in the README there.</summary>
public sealed record VectorCase
{
    public required string Id { get; init; }

    public required byte[] Frame { get; init; }

    /// <summary>Frames to send first on the same connection.</summary>
    public required IReadOnlyList<byte[]> SessionSetup { get; init; }

    public required string? SessionDeviceId { get; init; }

    /// <summary>The positions that the peer decoded.</summary>
    public required IReadOnlyList<JsonElement> Expected { get; init; }

    /// <summary>What the peer answered; null where nothing.</summary>
    public required byte[]? Response { get; init; }

    /// <summary>Whether the frame's own checksum holds; null where it has none.</summary>
    public required bool? ChecksumOk { get; init; }

    /// <summary>The device model that the peer was told, lower case; null where none.</summary>
    public string? Model { get; init; }

    public override string ToString() => Id;
}
