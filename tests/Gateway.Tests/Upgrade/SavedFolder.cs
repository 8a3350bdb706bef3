using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Testing;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Upgrade;

/// <summary>A data folder that an older gateway left behind when it was killed, and what it had told by then.</summary>
internal sealed partial class SavedFolder : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly JsonElement _expected;
    private readonly HeldPort? _receiver;

    private SavedFolder(string name)
    {
        ZipFile.ExtractToDirectory(
            Path.Combine(ProjectRoot.Path, "tests", "Gateway.Tests", "Upgrade", "Data", name + ".zip"), _folder.Path);
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.Path, "expected.json")));
        _expected = file.RootElement.Clone();
        _receiver = HeldPort.TryHold(ReceiverPort());
    }

    /// <summary>The key that the older gateway was started with.</summary>
    public const string AdminKey = "upgrade-admin-key-0123456789";

    public string DataPath => Path.Combine(_folder.Path, "data");

    public long VehicleId => _expected.GetProperty("vehicle_id").GetInt64();

    public long LandmarkId => _expected.GetProperty("landmark_id").GetInt64();

    /// <summary>When it was killed.</summary>
    public DateTimeOffset SavedTime => DateTimeOffset.FromUnixTimeSeconds(_expected.GetProperty("saved_time").GetInt64());

    /// <summary>The webhooks by type and old path, such as <c>location/refused</c>.</summary>
    public IReadOnlyDictionary<string, SavedWebhook> Webhooks => _expected.GetProperty("hooks").EnumerateObject().ToDictionary(
        hook => hook.Name,
        hook => new SavedWebhook(
            hook.Value.GetProperty("id").GetInt64(),
            hook.Value.GetProperty("secret").GetString()!,
            hook.Value.GetProperty("total").GetInt64(),
            hook.Value.GetProperty("queue_depth").GetInt64()));

    public static SavedFolder Open(string name) => new(name);

    /// <summary>The ids that were sent to a path, each once, with the event's time.</summary>
    public IReadOnlyList<(string Id, long EventTime)> SentTo(string path) =>
    [
        .. _expected.GetProperty("messages").EnumerateArray()
            .Where(message => message.GetProperty("path").GetString() == path)
            .Select(message => (message.GetProperty("id").GetString()!, message.GetProperty("event_time").GetInt64()))
            .Distinct()
            .OrderBy(message => message.Item2),
    ];

    public void Dispose()
    {
        _receiver?.Dispose();
        _folder.Dispose();
    }

    /// <summary>
    /// Where its webhooks went: held, since a receiver of another test there would take their messages. Read without
    /// SQLite, which would change the files.
    /// </summary>
    private int ReceiverPort()
    {
        var store = string.Concat(Directory.GetFiles(DataPath, "gateway.db*").Select(file => File.ReadAllText(file, Encoding.Latin1)));
        return int.Parse(UrlOfReceiver().Match(store).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:(\d+)/")]
    private static partial Regex UrlOfReceiver();
}
