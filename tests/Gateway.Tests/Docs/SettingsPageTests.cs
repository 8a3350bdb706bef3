using System.Globalization;
using Gateway.Testing;
using Gateway.Vehicles.Timelines;

namespace Gateway.Tests.Docs;

/// <summary>docs/settings.md says what the code says. With GATEWAY_WRITE_DOCS=1 the test writes the table anew.</summary>
public sealed class SettingsPageTests
{
    private const string Open = "<!-- settings -->\n";
    private const string Close = "<!-- end of settings -->";

    [Fact]
    public void The_table_is_that_of_the_code()
    {
        var path = Path.Combine(ProjectRoot.Path, "docs", "settings.md");
        var text = File.ReadAllText(path);
        var begin = text.IndexOf(Open, StringComparison.Ordinal) + Open.Length;
        var end = text.IndexOf(Close, StringComparison.Ordinal);
        Assert.True(begin >= Open.Length && end >= begin, "The marks are missing.");
        var rows = MotionSettingList.All.Select(setting =>
            $"| `{setting.Name}` | {DefaultOf(setting)} | {Number(setting.Least)} to {Number(setting.Most)} | {setting.Meaning} |\n");
        var expected = text[..begin] + "\n| Setting | Default | Range | Meaning |\n| --- | --- | --- | --- |\n" + string.Concat(rows) + "\n" + text[end..];
        if (Environment.GetEnvironmentVariable("GATEWAY_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, text);
    }

    private static string DefaultOf(MotionSettingInfo setting) =>
        setting.Name == "late_window_seconds" ? "the gateway's" : Number(setting.Default);

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
