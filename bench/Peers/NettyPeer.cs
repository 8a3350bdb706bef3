using System.Net;
using DotNetty.Transport.Bootstrapping;
using DotNetty.Transport.Channels;
using DotNetty.Transport.Channels.Sockets;

namespace Gateway.Bench.Peers;

/// <summary>The same sink on DotNetty.</summary>
internal static class NettyPeer
{
    public static async Task RunAsync(CancellationToken stopping)
    {
        var acceptors = new MultithreadEventLoopGroup(1);
        var workers = new MultithreadEventLoopGroup(Environment.ProcessorCount);
        var bootstrap = new ServerBootstrap()
            .Group(acceptors, workers)
            .Channel<TcpServerSocketChannel>()
            .Option(ChannelOption.SoBacklog, 4096)
            .ChildOption(ChannelOption.TcpNodelay, true)
            .ChildHandler(new ActionChannelInitializer<IChannel>(channel => channel.Pipeline.AddLast(new NettyHandler())));
        var listener = await bootstrap.BindAsync(IPAddress.Loopback, 0);
        Console.WriteLine($"Ready device=127.0.0.1:{((IPEndPoint)listener.LocalAddress).Port}");
        try
        {
            await Task.Delay(Timeout.Infinite, stopping);
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }

        await listener.CloseAsync();
        await Task.WhenAll(
            acceptors.ShutdownGracefullyAsync(TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            workers.ShutdownGracefullyAsync(TimeSpan.Zero, TimeSpan.FromSeconds(1)));
    }
}
