using System.Net;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>A device of a family on the wire; answers are compared byte for byte.</summary>
internal sealed class FamilyConnection : IAsyncDisposable
{
    private readonly TrackerConnection _tracker;
    private readonly string _name;

    private FamilyConnection(TrackerConnection tracker, string name)
    {
        _tracker = tracker;
        _name = name;
    }

    /// <summary>Connects and logs in, where the family does.</summary>
    public static async Task<FamilyConnection> OpenAsync(IPEndPoint address, Family family, bool inPieces = false)
    {
        var connection = new FamilyConnection(await TrackerConnection.OpenAsync(address), family.Name);
        if (family.Login is { } login)
        {
            await connection.SendAsync(login, inPieces);
        }

        return connection;
    }

    /// <summary>Sends a frame, whole or byte by byte, and reads its answer.</summary>
    public async Task SendAsync(Exchange exchange, bool inPieces = false)
    {
        foreach (var piece in inPieces ? exchange.Frame.Chunk(1) : [exchange.Frame])
        {
            await _tracker.WriteAsync(piece);
        }

        var answer = await _tracker.ReadAsync(exchange.Answer.Length);
        Assert.Equal($"{_name} {Convert.ToHexString(exchange.Answer)}", $"{_name} {Convert.ToHexString(answer)}");
    }

    public Task WriteAsync(byte[] bytes) => _tracker.WriteAsync(bytes);

    public Task<byte[]> ReadToEndAsync() => _tracker.ReadToEndAsync();

    public ValueTask DisposeAsync() => _tracker.DisposeAsync();
}
