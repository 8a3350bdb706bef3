using System.Diagnostics;
using System.Globalization;
using Gateway.Testing;

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
                Program(),
                folder,
                first.ToString(CultureInfo.InvariantCulture),
                end.ToString(CultureInfo.InvariantCulture),
            },
        };
        return Process.Start(start)!;
    }

    /// <summary>In its own output folder: the tests' one has another framework's set of libraries.</summary>
    private static string Program()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Path.Combine(
            ProjectRoot.Path, "artifacts", "bin", "JournalWriter", configuration, "Gateway.JournalWriter.dll");
    }
}
