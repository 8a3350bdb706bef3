using System.Net;
using System.Net.Http.Headers;
using Gateway.Bench.Load.Processes;

namespace Gateway.Bench.Peers;

/// <summary>
/// The peer of webhook delivery: nothing but POSTs, so many at a time, of a body and headers as long as the gateway's.
/// </summary>
internal static class PostLoopPeer
{
    public static async Task RunAsync(Uri url, int concurrency, int count, int bytes, CancellationToken stopping)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var body = new byte[bytes];
        Array.Fill(body, (byte)'x');
        var type = new MediaTypeHeaderValue("application/json");
        var left = 0;
        await PostAllAsync(new Uri(url, ReceiverPeer.UncountedPath), count / 2);
        Console.WriteLine("Ready");
        var before = ProcessCost.Read();
        await PostAllAsync(url, count);
        Console.WriteLine((ProcessCost.Read() - before).Per(count));

        Task PostAllAsync(Uri target, int messages)
        {
            left = messages;
            return Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => PostAsync(target), stopping)));
        }

        async Task PostAsync(Uri target)
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = type;
                request.Headers.TryAddWithoutValidation("User-Agent", "Gateway-Webhooks/1");
                request.Headers.TryAddWithoutValidation("webhook-id", "msg_0123456789abcdef0123456789abcdef_1");
                request.Headers.TryAddWithoutValidation("webhook-timestamp", "1450210820");
                request.Headers.TryAddWithoutValidation("webhook-signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
                using var response = await client.SendAsync(request, stopping);
                if (response.StatusCode != HttpStatusCode.NoContent)
                {
                    throw new InvalidOperationException($"The receiver answered {(int)response.StatusCode}.");
                }
            }
        }
    }
}
