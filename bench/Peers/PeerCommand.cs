using System.CommandLine;
using Gateway.Bench.Load.Dispatching;

namespace Gateway.Bench.Peers;

/// <summary><c>peer …</c>: the processes that the load program starts beside the gateway.</summary>
internal static class PeerCommand
{
    public static Command Create()
    {
        var sink = new Command("sink", "Kestrel connection handler that only answers.");
        sink.SetAction((_, stopping) => SinkPeer.RunAsync(stopping));
        var netty = new Command("netty", "DotNetty listener that only answers.");
        netty.SetAction((_, stopping) => NettyPeer.RunAsync(stopping));
        var receiver = new Command("receiver", "Webhook receiver that answers 204.");
        receiver.SetAction((_, stopping) => ReceiverPeer.RunAsync(stopping));
        var hosts = new Command("hosts", "Webhook receiver on all loopback addresses, with a slow path.");
        hosts.SetAction((_, stopping) => HostsReceiverPeer.RunAsync(stopping));
        var url = new Option<string>("--url") { Required = true };
        var concurrency = new Option<int>("--concurrency") { Required = true };
        var count = new Option<int>("--count") { Required = true };
        var bytes = new Option<int>("--bytes") { Required = true };
        var posts = new Command("posts", "A bare HttpClient loop.") { url, concurrency, count, bytes };
        posts.SetAction((result, stopping) => PostLoopPeer.RunAsync(
            new Uri(result.GetValue(url)!),
            result.GetValue(concurrency),
            result.GetValue(count),
            result.GetValue(bytes),
            stopping));
        var webhooks = new Option<int>("--webhooks") { Required = true };
        var variant = new Option<DispatchVariant>("--variant") { Required = true };
        var folder = new Option<string>("--folder") { Required = true };
        var dispatch = new Command("dispatch", "The dispatcher, from full queues.") { url, webhooks, count, variant, folder };
        dispatch.SetAction((result, _) => DispatchRun.RunAsync(new DispatchRunOptions(
            new Uri(result.GetValue(url)!),
            result.GetValue(webhooks),
            result.GetValue(count),
            result.GetValue(variant),
            result.GetValue(folder)!)));
        var events = new Option<int>("--events") { Required = true };
        var backlog = new Command("backlog", "The dispatcher, filled and left to be killed.") { folder, events };
        backlog.SetAction((result, stopping) => BacklogRun.RunAsync(result.GetValue(folder)!, result.GetValue(events), stopping));
        return new Command("peer", "Processes of the load program; not for people.")
        {
            sink, netty, receiver, hosts, posts, dispatch, backlog,
        };
    }
}
