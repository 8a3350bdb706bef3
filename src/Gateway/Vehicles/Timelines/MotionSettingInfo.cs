namespace Gateway.Vehicles.Timelines;

/// <summary>One of an account's settings: its name outside and at rest, what it may be, and where it stands.</summary>
/// <param name="Name">Its name; the unit is the last part of it.</param>
/// <param name="Least">The least value, included.</param>
/// <param name="Most">The greatest value, included.</param>
/// <param name="IsWhole">Whether it is a whole number.</param>
/// <param name="Meaning">What it decides, in a sentence.</param>
/// <param name="Read">Its value, in the name's unit.</param>
/// <param name="Write">The settings with another value.</param>
public sealed record MotionSettingInfo(
    string Name,
    double Least,
    double Most,
    bool IsWhole,
    string Meaning,
    Func<MotionSettings, double> Read,
    Func<MotionSettings, double, MotionSettings> Write)
{
    public double Default => Read(MotionSettings.Default);

    /// <summary>Whether it may have the value.</summary>
    public bool Takes(double value) => value >= Least && value <= Most && (!IsWhole || value == Math.Floor(value));
}
