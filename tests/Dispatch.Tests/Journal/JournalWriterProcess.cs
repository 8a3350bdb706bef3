using System.Diagnostics;
using System.Globalization;

namespace Gateway.Dispatch.Tests.Journal;

/// <summary>Starts the small program beside the tests that appends numbered records and prints those on disk.</summary>
internal static class JournalWriterProcess
{
    public static Process Start(string folder, long first, long end)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Gateway.JournalWriter.dll"),
                folder,
                first.ToString(CultureInfo.InvariantCulture),
                end.ToString(CultureInfo.InvariantCulture),
            },
        };
        return Process.Start(start)!;
    }
}
