using System.Net.Sockets;
using System.Security.Authentication;

namespace Gateway.Dispatch.Delivery;

/// <summary>How an attempt ended, in the words that the webhook's owner reads.</summary>
internal static class AttemptResults
{
    /// <summary>A whole answer has come.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="reason">Its reason, null for none.</param>
    /// <param name="retryAfter">The wait it asks for.</param>
    /// <param name="body">The beginning of its body.</param>
    public static AttemptResult Answered(int status, string? reason, TimeSpan? retryAfter, ReadOnlySpan<byte> body) =>
        status is >= 200 and <= 299
            ? new AttemptResult(AttemptOutcome.Delivered, status)
            : new AttemptResult(AttemptOutcome.Refused, status, retryAfter, ErrorText.FromAnswer(status, reason, body));

    /// <summary>The body is longer than what is read.</summary>
    public static AttemptResult TooLong(int status, TimeSpan? retryAfter) => new(
        AttemptOutcome.AnswerTooLong, status, retryAfter, $"HTTP {status} with an endless or too long body");

    /// <summary>The body did not come to its end.</summary>
    public static AttemptResult BodyBroken(int status, TimeSpan? retryAfter) => new(
        AttemptOutcome.AnswerBroken, status, retryAfter, $"HTTP {status}, but its body broke off");

    /// <summary>The receiver closed the connection, or sent what is no HTTP.</summary>
    /// <param name="hasBegun">Whether anything came.</param>
    public static AttemptResult NoAnswer(bool hasBegun) => new(
        AttemptOutcome.ConnectionFailed,
        Error: hasBegun ? "What came back is no whole HTTP/1.1 answer" : "The connection was closed without an answer");

    /// <summary>The limit ended the attempt: its time was over, or it was given up.</summary>
    public static AttemptResult Ended(AttemptLimit limit) => limit.IsAborted
        ? new AttemptResult(AttemptOutcome.NotAttempted)
        : new AttemptResult(
            AttemptOutcome.TimedOut, Error: $"No complete answer within {limit.Length.TotalSeconds:0.###} s");

    /// <summary>Connecting, sending or reading failed.</summary>
    public static AttemptResult Describe(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressForbiddenException forbidden:
                    return new AttemptResult(AttemptOutcome.AddressForbidden, Error: forbidden.Message);
                case AuthenticationException:
                    return new AttemptResult(
                        AttemptOutcome.ConnectionFailed, Error: ErrorText.Clean($"TLS: {cause.Message}"));
                case SocketException socket:
                    return new AttemptResult(
                        AttemptOutcome.ConnectionFailed, Error: ErrorText.Clean($"Connection: {socket.SocketErrorCode}"));
            }
        }

        return new AttemptResult(AttemptOutcome.ConnectionFailed, Error: ErrorText.Clean(failure.Message));
    }
}
