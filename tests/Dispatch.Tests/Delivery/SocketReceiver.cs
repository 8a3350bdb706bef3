using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>
/// A receiver down on the socket: takes any number of connections, reads whole requests, notes their ids, and answers
/// as the test says. True from the answer keeps the connection for the next request.
/// </summary>
internal sealed class SocketReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly ConcurrentQueue<string> _ids = new();
    private readonly Task _accepting;
    private int _taken;

    public SocketReceiver(Func<SocketReceiver, NetworkStream, CancellationToken, Task<bool>> answer)
    {
        Answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How requests are answered; may be changed while it runs.</summary>
    public Func<SocketReceiver, NetworkStream, CancellationToken, Task<bool>> Answer { get; set; }

    /// <summary>How a request with this id is answered, instead of <see cref="Answer"/>.</summary>
    public Func<string, NetworkStream, CancellationToken, Task<bool>>? AnswerTo { get; set; }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Connections taken so far.</summary>
    public int Connections => Volatile.Read(ref _taken);

    /// <summary>Completes when the gateway has ended a connection in order, after a whole request or before the first.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The <c>webhook-id</c> of each request that came in.</summary>
    public string[] Ids => [.. _ids];

    public static async Task<bool> TakeItAsync(SocketReceiver _, NetworkStream stream, CancellationToken stop)
    {
        await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), stop);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _taken);
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            Assert.True(_stop.IsCancellationRequested);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await ReadRequestAsync(stream) is { } id)
            {
                _ids.Enqueue(id);
                if (!await (AnswerTo?.Invoke(id, stream, _stop.Token) ?? Answer(this, stream, _stop.Token)))
                {
                    return;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The gateway gave the connection up, or the test is over.
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var buffer = new byte[64 << 10];
        var length = 0;
        while (true)
        {
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end > 0 && length == end + 4 + int.Parse(Header(text, "Content-Length"), CultureInfo.InvariantCulture))
            {
                return Header(text, "webhook-id");
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            if (read == 0)
            {
                if (length == 0)
                {
                    Ended.TrySetResult();
                }

                return null;
            }

            length += read;
        }
    }

    private static string Header(string head, string name)
    {
        var start = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase) + name.Length + 4;
        return head[start..head.IndexOf('\r', start)];
    }
}
