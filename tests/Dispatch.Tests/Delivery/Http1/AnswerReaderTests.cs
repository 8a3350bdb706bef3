using System.Text;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Delivery.Http1;

namespace Gateway.Dispatch.Tests.Delivery.Http1;

/// <summary>Answers byte for byte; none of it knows where the network cuts.</summary>
public class AnswerReaderTests
{
    private const int MaxBody = 64 << 10;

    public static TheoryData<string, int, string, bool> Whole => new()
    {
        { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true },
        { "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", 200, "ok", true },
        { "HTTP/1.1 204 No Content\r\n\r\n", 204, "", true },
        { "HTTP/1.1 204\r\nContent-Length: 0\r\n\r\n", 204, "", true },
        { "HTTP/1.1 204\r\nContent-Length: 5\r\n\r\n", 204, "", false },
        { "HTTP/1.1 204\r\nTransfer-Encoding: chunked\r\n\r\n", 204, "", false },
        { "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, "", false },
        { "HTTP/1.1 200 \r\ncontent-length:\t7 \r\n\r\n{\"a\":1}", 200, "{\"a\":1}", true },
        { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true },
        { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive, Close\r\n\r\nok", 200, "ok", false },
        { "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", false },
        { "HTTP/1.1 500 Oops\r\nX-Long: one\r\n  two\r\n\tthree\r\nContent-Length:\r\n 2\r\n\r\nok", 500, "ok", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", 200, "ok", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1;a=\"b\"\r\no\r\n01 \r\nk\r\n000\r\nTrailer: x\r\n\r\n", 200, "ok", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\n\n2\nok\n0\n\n", 200, "ok", true },
        { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n2\r\nok\r\n0\r\n\r\n", 200, "ok", false },
        { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true },
        { "HTTP/1.1 101 Switching Protocols\r\nContent-Length: 0\r\n\r\n", 101, "", false },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void An_answer_is_the_same_wherever_it_is_cut(string answer, int status, string body, bool keepsAlive)
    {
        var bytes = Encoding.Latin1.GetBytes(answer);
        var cuts = Enumerable.Range(0, bytes.Length).Select(cut => new[] { cut }).Append([.. Enumerable.Range(0, bytes.Length)]);
        foreach (var at in cuts)
        {
            using var lane = new AttemptBuffers();
            var reader = new AnswerReader(MaxBody);

            Assert.Equal(AnswerProgress.Complete, Feed(reader, lane, bytes, at));
            Assert.Equal(status, reader.StatusCode);
            Assert.Equal(body, Encoding.Latin1.GetString(lane.AnswerBody));
            Assert.Equal(keepsAlive, reader.KeepsAlive);
        }
    }

    [Theory]
    [InlineData("220 mail.example.com ESMTP")]
    [InlineData("\u0015\u0003\u0001")]
    [InlineData("\r\nHTTP/1.1 200 OK")]
    [InlineData("HTTP/2 200 \r\n\r\n")]
    [InlineData("HTTP/1.2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("HTTP/1.1  200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: no name\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n folded from nothing\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nspace : x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n")]
    public void What_is_no_answer_is_known_at_once(string bytes)
    {
        using var lane = new AttemptBuffers();

        Assert.Equal(AnswerProgress.NoAnswer, Feed(new AnswerReader(MaxBody), lane, Encoding.Latin1.GetBytes(bytes), []));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("x\r\n")]
    [InlineData("10000000001\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("2\r\nokx")]
    [InlineData("-1\r\n")]
    public void Chunks_that_make_no_sense_break_the_body(string chunks)
    {
        using var lane = new AttemptBuffers();
        var bytes = Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

        Assert.Equal(AnswerProgress.BodyBroken, Feed(new AnswerReader(MaxBody), lane, bytes, []));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-More: ", "x", AnswerProgress.NoAnswer, AnswerReader.MaxHead)]
    [InlineData("", "HTTP/1.1 100 Continue\r\n\r\n", AnswerProgress.NoAnswer, AnswerReader.MaxHead)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x", AnswerProgress.BodyBroken, ChunkedFraming.MaxBetween)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "T: x\r\n", AnswerProgress.BodyBroken, ChunkedFraming.MaxBetween)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", AnswerProgress.TooLong, MaxBody)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "x", AnswerProgress.TooLong, MaxBody)]
    public void What_has_no_end_is_cut_off(string start, string more, object expected, int after)
    {
        using var lane = new AttemptBuffers();
        var reader = new AnswerReader(MaxBody);
        var piece = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(more, 100)));
        var progress = start.Length == 0 ? AnswerProgress.More : Feed(reader, lane, Encoding.Latin1.GetBytes(start), []);
        var fed = start.Length;
        while (progress == AnswerProgress.More)
        {
            Assert.True(fed < (after * 2) + 1000, "It goes on and on.");
            progress = Feed(reader, lane, piece, []);
            fed += piece.Length;
        }

        Assert.Equal(expected, progress);
        Assert.InRange(fed, after, after + piece.Length + start.Length);
    }

    [Fact]
    public void A_length_that_is_too_long_is_not_waited_for()
    {
        using var lane = new AttemptBuffers();
        var bytes = Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {MaxBody + 1}\r\n\r\n");

        Assert.Equal(AnswerProgress.TooLong, Feed(new AnswerReader(MaxBody), lane, bytes, []));
    }

    [Fact]
    public void The_end_of_the_connection_ends_a_body_without_length_and_breaks_the_others()
    {
        Assert.Equal(AnswerProgress.Complete, EndAfter("HTTP/1.1 200 OK\r\n\r\nsome"));
        Assert.Equal(AnswerProgress.Complete, EndAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nsome"));
        Assert.Equal(AnswerProgress.BodyBroken, EndAfter("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsome"));
        Assert.Equal(AnswerProgress.BodyBroken, EndAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome"));
        Assert.Equal(AnswerProgress.NoAnswer, EndAfter("HTTP/1.1 200 OK\r\n"));
    }

    [Fact]
    public void More_than_was_asked_for_costs_the_connection()
    {
        using var lane = new AttemptBuffers();
        var reader = new AnswerReader(MaxBody);

        Assert.Equal(AnswerProgress.Complete, Feed(reader, lane, "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 204"u8.ToArray(), []));
        Assert.False(reader.KeepsAlive);
    }

    [Fact]
    public void One_answer_leaves_nothing_to_the_next()
    {
        using var lane = new AttemptBuffers();
        var reader = new AnswerReader(MaxBody);
        var failed = Encoding.Latin1.GetBytes(
            "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\nX-Big: " + new string('x', 5000) + "\r\n\r\nnope");
        Assert.Equal(AnswerProgress.Complete, Feed(reader, lane, failed, []));
        Assert.Equal("Busy", reader.Reason);
        Assert.Equal(TimeSpan.FromSeconds(7), reader.RetryAfter!.Delta);

        reader.Reset();
        lane.ForgetAnswer();

        Assert.False(reader.HasBegun);
        Assert.Equal(AnswerProgress.Complete, Feed(reader, lane, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), []));
        Assert.Equal("", reader.Reason);
        Assert.Null(reader.RetryAfter);
        Assert.Equal(0, lane.AnswerLength);
        Assert.Equal("Content-Length: 0\n", Encoding.UTF8.GetString(lane.AnswerHeaders.Span));
    }

    [Fact]
    public void Headers_are_kept_as_they_came_but_for_cookies()
    {
        using var lane = new AttemptBuffers();
        var bytes = Encoding.Latin1.GetBytes(
            "HTTP/1.1 204 No Content\r\nServer: a b \r\nset-cookie: id=secret\r\nX-Name: caf\u00e9\r\nX-Folded: a\r\n b\r\nX-Empty:\r\n\r\n");

        Feed(new AnswerReader(MaxBody), lane, bytes, []);

        Assert.Equal(
            "Server: a b\nset-cookie: ***\nX-Name: café\nX-Folded: a   b\nX-Empty: \n", Encoding.UTF8.GetString(lane.AnswerHeaders.Span));
    }

    [Fact]
    public void Of_a_long_body_only_the_beginning_is_kept()
    {
        using var lane = new AttemptBuffers();
        var body = string.Concat(Enumerable.Range(0, 3000).Select(number => $"{number:0000}"));
        var bytes = Encoding.Latin1.GetBytes($"HTTP/1.1 500 Oops\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Equal(AnswerProgress.Complete, Feed(new AnswerReader(MaxBody), lane, bytes, []));

        Assert.Equal(body[..HttpSender.KeptAnswerBytes], Encoding.Latin1.GetString(lane.AnswerBody));
    }

    /// <summary>As a connection does: into the memory that the reader offers, up to the next cut.</summary>
    internal static AnswerProgress Feed(AnswerReader reader, AttemptBuffers lane, ReadOnlySpan<byte> bytes, int[] cuts)
    {
        var at = 0;
        var progress = AnswerProgress.More;
        while (at < bytes.Length && progress == AnswerProgress.More)
        {
            var memory = reader.GetMemory();
            Assert.NotEqual(0, memory.Length);
            var next = cuts.FirstOrDefault(cut => cut > at, bytes.Length);
            var count = Math.Min(memory.Length, next - at);
            bytes.Slice(at, count).CopyTo(memory.Span);
            at += count;
            progress = reader.Advance(count, lane);
        }

        return progress;
    }

    private static AnswerProgress EndAfter(string bytes)
    {
        using var lane = new AttemptBuffers();
        var reader = new AnswerReader(MaxBody);
        Assert.Equal(AnswerProgress.More, Feed(reader, lane, Encoding.Latin1.GetBytes(bytes), []));
        return reader.End();
    }
}
