using System.Text;
using CsCheck;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Delivery.Http1;

namespace Gateway.Dispatch.Tests.Delivery.Http1;

/// <summary>Answers that nobody thought of.</summary>
public class AnswerPropertyTests
{
    private const int MaxBody = 4096;

    private static readonly Gen<byte[]> Pieces = GenOf.Texts(
        "HTTP/1.1 200 OK", "HTTP/1.0 404 Not Found", "HTTP/1.1 100 Continue", "HTTP/1.1 503", "\r\n", "\n", "\r", "\r\n\r\n", " ", "\t", ":",
        "Content-Length: 3", "content-length: 5", "Content-Length: 99999", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip",
        "Connection: close", "Set-Cookie: a=b", "Retry-After: 3", "X: y", "abc", "3\r\nabc\r\n", "0\r\n\r\n", "5;x", "\0", "\u00ff")
        .Array[0, 14].Select(pieces => Encoding.Latin1.GetBytes(string.Concat(pieces)));

    [Fact]
    public void Whatever_comes_it_is_judged_alike_wherever_it_is_cut() =>
        Gen.Select(Pieces, Gen.Int[0, 120].Array[0, 6]).Sample((bytes, cuts) =>
        {
            var whole = Read(bytes, []);
            Assert.Equal(whole, Read(bytes, [.. cuts.Where(cut => cut < bytes.Length).Order()]));
            Assert.Equal(whole, Read(bytes, [.. Enumerable.Range(0, bytes.Length)]));
        }, iter: 20_000);

    private static (AnswerProgress Progress, int Status, string Body) Read(byte[] bytes, int[] cuts)
    {
        using var lane = new AttemptBuffers();
        var reader = new AnswerReader(MaxBody);
        var progress = AnswerReaderTests.Feed(reader, lane, bytes, cuts);
        Assert.InRange(lane.AnswerLength, 0, HttpSender.KeptAnswerBytes);
        return (progress, reader.StatusCode, Encoding.Latin1.GetString(lane.AnswerBody));
    }
}
