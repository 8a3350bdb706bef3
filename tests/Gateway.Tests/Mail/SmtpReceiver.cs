using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Gateway.Tests.EndToEnd;

namespace Gateway.Tests.Mail;

/// <summary>A mail server on a free loopback port: RFC 5321 as far as a sender needs it, with AUTH PLAIN when asked for.</summary>
internal sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<(string To, string Text)> _mails = Channel.CreateUnbounded<(string, string)>();
    private readonly string? _credentials;
    private readonly Task _loop;

    /// <param name="credentials">User and password with a colon between; null for none.</param>
    public SmtpReceiver(string? credentials = null)
    {
        _credentials = credentials;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    /// <summary>So many connections are cut off first.</summary>
    public int Broken { get; set; }

    public async Task<(string To, string Text)> ReceivedAsync() =>
        await _mails.Reader.ReadAsync(_stopping.Token).AsTask().WaitAsync(Limits.Hang);

    public bool IsEmpty => _mails.Reader.Count == 0;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _loop;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Connections++;
                if (Broken-- <= 0)
                {
                    await TalkAsync(client);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or InvalidOperationException)
        {
            // The test is over; a listener that was disposed says so in each of these ways.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test ESMTP");
        var (to, isKnown) = ("", _credentials is null);
        while (await reader.ReadLineAsync(_stopping.Token) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-test");
                    await writer.WriteLineAsync(_credentials is null ? "250 8BITMIME" : "250 AUTH PLAIN");
                    break;
                case "AUTH":
                    var given = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1])).Split('\0');
                    isKnown = $"{given[1]}:{given[2]}" == _credentials;
                    await writer.WriteLineAsync(isKnown ? "235 OK" : "535 No");
                    break;
                case "MAIL":
                    await writer.WriteLineAsync(isKnown ? "250 OK" : "530 Authentication required");
                    break;
                case "RCPT":
                    to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                    await writer.WriteLineAsync("250 OK");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 Go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync(_stopping.Token) is { } content && content != ".")
                    {
                        text.AppendLine(content);
                    }

                    await writer.WriteLineAsync("250 OK");
                    await _mails.Writer.WriteAsync((to, text.ToString()));
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 Bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 OK");
                    break;
            }
        }
    }
}
