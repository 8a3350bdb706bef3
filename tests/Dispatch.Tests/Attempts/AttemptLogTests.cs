using System.Text;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Tests.Delivery;
using Gateway.Dispatch.Tests.Journal;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests.Attempts;

public sealed class AttemptLogTests : IDisposable
{
    private static readonly SignedMessage Sent = new(default, "id"u8.ToArray(), "1450210819"u8.ToArray(), "v1,abc"u8.ToArray());

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-attempts-").FullName;
    private readonly TestMeterFactory _meters = new();
    private readonly TestDirectory _webhooks = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_450_210_819));
    private readonly FakeLogger<AttemptLog> _logger = new();

    public AttemptLogTests() => _webhooks.Set(
        TestWebhooks.Make(1, new Uri("http://a/"), authorization: "Basic dXNlcjpwYXNz"), TestWebhooks.Make(2, new Uri("http://a/")));

    [Fact]
    public async Task An_attempt_comes_back_as_it_was_without_its_secret()
    {
        await using var log = Open();
        Attempt(log, 1, 7, new AttemptResult(AttemptOutcome.Refused, 500, null, "HTTP 500 Oh: nö")
        {
            Duration = TimeSpan.FromMilliseconds(12.5),
        });

        var entry = Assert.Single(log.Read(1));
        Assert.Equal((1, 1_450_210_819_000, 9, 3), (entry.WebhookId, entry.TimeMs, entry.VehicleId, entry.RetryCount));
        Assert.Equal((AttemptOutcome.Refused, 500, "HTTP 500 Oh: nö"), (entry.Outcome, entry.StatusCode, entry.Error));
        Assert.Equal((EventType.Idle, new MessageKey(1, 4096)), (entry.Type, entry.Key));
        Assert.Equal(TimeSpan.FromMilliseconds(12.5), entry.Duration);
        Assert.Equal("Basic ***", entry.Authorization);
        Assert.Equal(("v1,abc", 1_450_210_819), (entry.Signature, entry.Timestamp));
        Assert.Equal("Server: x\n", entry.AnswerHeaders);
        Assert.Equal((1024, true), (entry.AnswerBody.Length, entry.IsCut));
        Assert.Equal("msg_00000000000000000000000000000007_1", entry.MessageId);
        Assert.Equal(entry.Id, log.Find(1, new EventId(7))!.Id);
        Assert.Null(log.Find(1, new EventId(8)));
        Assert.Empty(log.Read(2));
    }

    [Fact]
    public async Task Deliveries_do_not_drive_failures_out()
    {
        await using var log = Open();
        Attempt(log, 1, 1, new AttemptResult(AttemptOutcome.Refused, 500, null, "no"));
        for (var i = 0; i < 1000; i++)
        {
            Attempt(log, 1, 2, new AttemptResult(AttemptOutcome.Delivered, 204));
        }

        var entries = log.Read(1);
        Assert.InRange(entries.Count, 30, 500);
        Assert.Equal(entries.OrderByDescending(entry => entry.Id), entries);
        Assert.Equal(AttemptOutcome.Refused, entries[^1].Outcome);
        Assert.InRange(log.MemoryBytes, 1, 68 << 10);
    }

    [Fact]
    public async Task They_are_still_there_after_a_restart_and_those_of_deleted_webhooks_are_not()
    {
        var log = Open();
        Attempt(log, 1, 1, new AttemptResult(AttemptOutcome.Delivered, 200));
        Attempt(log, 2, 2, new AttemptResult(AttemptOutcome.Delivered, 200));
        var before = log.Read(1)[0];
        await log.DisposeAsync();
        _webhooks.Delete(2);

        log = Open();
        Assert.Equivalent(before, Assert.Single(log.Read(1)), strict: true);
        Assert.Empty(log.Read(2));
        Attempt(log, 1, 3, new AttemptResult(AttemptOutcome.Delivered, 200));
        Assert.True(log.Read(1)[0].Id > 2);
        _webhooks.Delete(1);
        Assert.Empty(log.Read(1));
        Assert.Equal(0, log.MemoryBytes);
        await log.DisposeAsync();
    }

    [Fact]
    public async Task A_torn_file_loses_its_end_only()
    {
        var log = Open();
        for (var i = 1; i <= 3; i++)
        {
            Attempt(log, 1, (uint)i, new AttemptResult(AttemptOutcome.Delivered, 200));
        }

        await log.DisposeAsync();
        var file = Assert.Single(Directory.GetFiles(_folder));
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..^5]);

        log = Open();
        Assert.Equal([2, 1], log.Read(1).Select(entry => entry.Id));
        await log.DisposeAsync();

        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        log = Open();
        Assert.Equal([2, 1], log.Read(1).Select(entry => entry.Id));
        await log.DisposeAsync();
    }

    [Fact]
    public async Task The_files_are_bounded_and_what_comes_too_fast_is_counted_deliveries_first()
    {
        await using var log = Open(new AttemptOptions { FileBytes = 64 << 10, FileBytesPerSecond = 16 << 10 });
        var lost = 0L;
        for (var second = 0; second < 40; second++)
        {
            for (var i = 0; i < 20; i++)
            {
                Attempt(log, 1, 1, new AttemptResult(AttemptOutcome.Delivered, 200));
            }

            Assert.True(log.NotWritten > lost);
            lost = log.NotWritten;
            Attempt(log, 1, 2, new AttemptResult(AttemptOutcome.Refused, 500, null, "no"));
            Assert.Equal(lost, log.NotWritten);
            var written = log.BytesWritten;
            _time.Advance(TimeSpan.FromSeconds(1));
            await Eventually.TrueAsync(() => log.BytesWritten > written, "written");
            Assert.InRange(Size(), 1, 5 * (64 << 10));
        }

        Assert.Equal(4, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public async Task Keeping_an_attempt_that_nobody_watches_allocates_nothing()
    {
        await using var log = Open();
        var observer = (IAttemptObserver)log;
        var template = new WebhookTemplate(_webhooks.Current.Find(1)!);
        var record = Record(7);
        var answer = new byte[300];
        var result = new AttemptResult(AttemptOutcome.Delivered, 204);
        Repeat(2_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Repeat(int times)
        {
            for (var i = 0; i < times; i++)
            {
                observer.Attempted(View(template, record, answer, result, 0));
            }
        }
    }

    [Fact]
    public async Task A_slow_listener_loses_some_and_is_told_how_many()
    {
        await using var log = Open();
        using var slow = log.Listen(1)!;
        using var other = log.Listen(2)!;
        for (var i = 0; i < AttemptListener.Capacity + 10; i++)
        {
            Attempt(log, 1, 1, new AttemptResult(AttemptOutcome.Delivered, 200));
        }

        Assert.Equal(AttemptListener.Capacity, slow.Attempts.Count);
        Assert.Equal(10, slow.TakeDropped());
        Assert.Equal(0, slow.TakeDropped());
        Assert.Equal(0, other.Attempts.Count);
        var more = Enumerable.Range(0, 40).Select(_ => log.Listen(1)).OfType<AttemptListener>().ToList();
        Assert.Equal(31, more.Count);
        more[0].Dispose();
        Assert.NotNull(log.Listen(1));
        _webhooks.Delete(1);
        await foreach (var _ in slow.Attempts.ReadAllAsync(TestContext.Current.CancellationToken))
        {
        }

        Assert.True(slow.Attempts.Completion.IsCompletedSuccessfully);
    }

    public void Dispose()
    {
        _meters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] Record(uint number)
    {
        var draft = new EventDraft
        {
            Id = new EventId(number),
            Type = EventType.Idle,
            AccountId = 1,
            VehicleId = 9,
            RefId = "R"u8,
            EventTimeMs = 1,
            EnqueuedMs = 1,
            Data = "{}"u8,
            Webhooks = [1],
        };
        var bytes = new byte[EventRecord.MaxLengthOf(draft)];
        return bytes[..EventRecord.Write(draft, bytes)];
    }

    private static AttemptView View(WebhookTemplate template, byte[] record, byte[] answer, AttemptResult result, int retry) => new()
    {
        Template = template,
        Message = new QueuedMessage(new MessageKey(1, 4096), retry, 0),
        Record = record,
        Sent = Sent,
        Result = result,
        StartedMs = 1_450_210_819_000,
        AnswerHeaders = "Server: x\n"u8,
        AnswerBody = answer,
    };

    private long Size() => Directory.GetFiles(_folder).Sum(path => new FileInfo(path).Length);

    private AttemptLog Open(AttemptOptions? options = null)
    {
        var log = new AttemptLog(options ?? new AttemptOptions(), _folder, _time, _logger, _meters);
        log.Open(_webhooks);
        return log;
    }

    private void Attempt(AttemptLog log, long webhook, uint number, AttemptResult result) =>
        ((IAttemptObserver)log).Attempted(View(
            new WebhookTemplate(_webhooks.Current.Find(webhook)!),
            Record(number),
            Encoding.UTF8.GetBytes(new string('x', 2000)),
            result,
            3));
}
