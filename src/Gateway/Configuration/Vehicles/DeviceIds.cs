using System.Buffers;

namespace Gateway.Configuration.Vehicles;

/// <summary>The form of device ids, the same for users and for devices that register themselves.</summary>
public static class DeviceIds
{
    /// <summary>The longest device id; IMEIs have 15 digits, the longest protocol ids are about 20.</summary>
    public const int MaxLength = 32;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        string.Concat(Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (char)code)));

    /// <summary>Whether it is 1 to 32 printable ASCII characters without spaces.</summary>
    public static bool IsValid(string deviceId) =>
        deviceId.Length is > 0 and <= MaxLength && !deviceId.AsSpan().ContainsAnyExcept(Allowed);
}
