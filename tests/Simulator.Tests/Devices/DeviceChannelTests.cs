using System.Net.Sockets;
using DeviceSimulator.Fleet.Devices;
using DeviceSimulator.Fleet.Loops;
using DotNetty.Buffers;
using DotNetty.Common.Utilities;
using DotNetty.Transport.Bootstrapping;
using DotNetty.Transport.Channels;
using Gateway.Simulator.Tests.Support;

namespace Gateway.Simulator.Tests.Devices;

public sealed class DeviceChannelTests
{
    // Far more than both sockets hold, so that a send stops in the middle.
    private const int Large = 16 << 20;

    [Fact]
    public async Task More_than_the_socket_takes_arrives_whole_and_answers_come_in_parts()
    {
        var loop = new FleetEventLoop("channel test");
        var handler = new CollectingHandler();
        using var server = new ScriptedServer();
        var bootstrap = new Bootstrap()
            .Group(loop)
            .ChannelFactory(() => new DeviceChannel(AddressFamily.InterNetwork))
            .Handler(handler);
        var channel = await bootstrap.ConnectAsync(server.EndPoint).WaitAsync(server.Limit);
        using var connection = await server.AcceptAsync();

        var sent = new byte[Large];
        new Random(1).NextBytes(sent);
        var first = channel.WriteAndFlushAsync(Unpooled.WrappedBuffer(sent, 0, Large / 2));
        var second = channel.WriteAndFlushAsync(Unpooled.WrappedBuffer(sent, Large / 2, Large / 2));
        Assert.Equal(sent, await connection.ReadAsync(Large));
        await Task.WhenAll(first, second).WaitAsync(server.Limit);

        var answer = sent[..1000];
        await connection.SendAsync(answer);
        connection.Dispose();
        await handler.Closed.WaitAsync(server.Limit);
        Assert.Equal(answer, handler.Received);
        await loop.EndAsync().WaitAsync(server.Limit);
    }

    private sealed class CollectingHandler : ChannelHandlerAdapter
    {
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<byte> Received { get; } = [];

        public Task Closed => _closed.Task;

        public override void ChannelRead(IChannelHandlerContext context, object message)
        {
            var buffer = (IByteBuffer)message;
            Received.AddRange(buffer.Array.AsSpan(buffer.ArrayOffset + buffer.ReaderIndex, buffer.ReadableBytes));
            ReferenceCountUtil.Release(message);
        }

        public override void ChannelInactive(IChannelHandlerContext context) => _closed.TrySetResult();
    }
}
