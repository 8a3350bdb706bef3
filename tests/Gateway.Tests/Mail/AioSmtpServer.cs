using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Mail;

/// <summary>
/// The mail server aiosmtpd (Debian package python3-aiosmtpd) as a process of its own, on loopback; it prints what it gets.
/// </summary>
internal sealed class AioSmtpServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HeldPort _port;

    private AioSmtpServer(Process process, HeldPort port)
    {
        _process = process;
        _port = port;
    }

    public int Port => _port.Number;

    public static AioSmtpServer Start()
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists("/usr/lib/python3/dist-packages/aiosmtpd/__init__.py"))
        {
            Assert.Skip("The Debian package python3-aiosmtpd is not installed.");
        }

        var port = new HeldPort();
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-u", "-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port.Number}", "-c", "aiosmtpd.handlers.Debugging", "stdout" })
        {
            start.ArgumentList.Add(argument);
        }

        return new AioSmtpServer(Process.Start(start)!, port);
    }

    public async Task ListeningAsync()
    {
        using var limit = new CancellationTokenSource(Limits.Hang);
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                Assert.False(_process.HasExited, "aiosmtpd ended.");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
        }
    }

    public async Task<string> ReceivedAsync()
    {
        using var limit = new CancellationTokenSource(Limits.Hang);
        var text = new StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains("END MESSAGE", StringComparison.Ordinal))
            {
                return text.ToString();
            }

            text.AppendLine(line);
        }

        Assert.Fail("aiosmtpd ended without a message.");
        return "";
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _port.Dispose();
    }
}
