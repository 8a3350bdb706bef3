namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// What of a text frame's layout depends on the model. The model is the start of the protocol version: two hex digits
/// where the version has six, six where it has ten.
/// </summary>
internal readonly record struct DeviceType(uint Number)
{
    /// <summary>Digits of a version that starts with a model of six digits.</summary>
    private const int LongVersion = 10;

    /// <summary>The VIN stands between the id and the device name (GV500 and its variants).</summary>
    public bool HasVin => Number is 0x1F or 0x2D or 0x36;

    /// <summary>GL500, GL530: battery and temperature stand before the position of STR and CTN.</summary>
    public bool IsGl500 => Number is 0x11 or 0x40 or 0x44;

    /// <summary>GL500M: signal and its quality after the cell; battery, mode, motion and temperature after the position.</summary>
    public bool IsGl500M => Number is 0xDE;

    /// <summary>GV200: digital inputs and outputs in fields of their own instead of a device status.</summary>
    public bool IsGv200 => Number is 0x04 or 0x35;

    /// <summary>GV600M family: accessories tell the length of their raw data.</summary>
    public bool IsGv600M => Number is 0xC2 or 0xDC;

    public static DeviceType Of(ReadOnlySpan<byte> version) =>
        new(TextValue.Hex(version[..Math.Min(version.Length, version.Length >= LongVersion ? 6 : 2)]) ?? 0);
}
