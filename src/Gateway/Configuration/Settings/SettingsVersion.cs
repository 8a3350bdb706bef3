using Gateway.Vehicles.Timelines;

namespace Gateway.Configuration.Settings;

/// <summary>An account's settings from a moment on.</summary>
/// <param name="ValidFromMs">Records received from then on are processed under them, Unix milliseconds.</param>
/// <param name="Settings">The settings.</param>
public sealed record SettingsVersion(long ValidFromMs, MotionSettings Settings);
