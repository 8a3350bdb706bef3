using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Threading.Channels;
using Gateway.Dispatch.Alerts;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Gateway.Mail;

/// <summary>
/// Sends alerts by e-mail to the webhooks' addresses, one after the other, beside everything else. A bounded queue: what
/// is too much is dropped, counted and logged. An e-mail that can't be sent is tried three times.
/// </summary>
public sealed class AlertMailer : IWebhookAlerts, IAsyncDisposable
{
    private const int QueueLength = 1000;
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)];

    private readonly SmtpOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Counter<long> _mails;
    private readonly Channel<WebhookAlert> _queue = Channel.CreateBounded<WebhookAlert>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private readonly Queue<long> _hour = new();
    private Task? _loop;
    private volatile bool _isFailing;

    /// <param name="options">Checked values.</param>
    public AlertMailer(SmtpOptions options, TimeProvider time, ILogger<AlertMailer> logger, IMeterFactory meters)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _mails = meters.Create("Gateway.Mail").CreateCounter<long>("gateway.mail.mails", "{mail}", "E-mails by outcome.");
        _loop = options.IsOn ? Task.Run(RunAsync) : null;
    }

    /// <summary>Whether the last e-mail that was tried could not be sent.</summary>
    public bool IsFailing => _isFailing;

    /// <inheritdoc/>
    public void Raise(WebhookAlert alert)
    {
        if (_options.IsOn && alert.Webhook.Email is not null && !_queue.Writer.TryWrite(alert))
        {
            Count("dropped");
            MailLog.Dropped(_logger, alert.Webhook.Id);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _loop, null) is { } loop)
        {
            await _stopping.CancelAsync();
            await loop;
            _stopping.Dispose();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var alert in _queue.Reader.ReadAllAsync(_stopping.Token))
            {
                if (IsWithinHour())
                {
                    await DeliverAsync(alert);
                }
                else
                {
                    Count("dropped");
                    MailLog.Dropped(_logger, alert.Webhook.Id);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private bool IsWithinHour()
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        while (_hour.TryPeek(out var first) && first <= now - 3600)
        {
            _hour.Dequeue();
        }

        if (_hour.Count >= _options.MaxPerHour)
        {
            return false;
        }

        _hour.Enqueue(now);
        return true;
    }

    private async Task DeliverAsync(WebhookAlert alert)
    {
        for (var attempt = 0; ; attempt++)
        {
            var error = await TrySendAsync(alert);
            _isFailing = error is not null;
            if (error is null)
            {
                Count("sent");
                return;
            }

            if (attempt == Waits.Length)
            {
                Count("failed");
                MailLog.GivenUp(_logger, alert.Webhook.Id, error);
                return;
            }

            MailLog.Failed(_logger, alert.Webhook.Id, error);
            await Task.Delay(Waits[attempt], _time, _stopping.Token);
        }
    }

    private async Task<string?> TrySendAsync(WebhookAlert alert)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        await using var timer = _time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), limit, _options.Timeout, Timeout.InfiniteTimeSpan);
        using var client = new SmtpClient();
        try
        {
            var security = _options.Tls switch
            {
                "tls" => SecureSocketOptions.SslOnConnect,
                "none" => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            };
            await client.ConnectAsync(_options.Host!, _options.Port, security, limit.Token);
            if (!string.IsNullOrEmpty(_options.User))
            {
                await client.AuthenticateAsync(_options.User, _options.Password!, limit.Token);
            }

            using var message = AlertMail.Write(alert, _options.From!);
            await client.SendAsync(message, limit.Token);
            await client.DisconnectAsync(quit: true, limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            return "The mail server did not answer in time.";
        }
        catch (Exception failure) when (failure is CommandException or ProtocolException or IOException or SocketException
            or AuthenticationException or SslHandshakeException or NotSupportedException or FormatException)
        {
            return $"{failure.GetType().Name}: {(failure is AuthenticationException ? "the server refused the user" : failure.Message)}";
        }
    }

    private void Count(string outcome) => _mails.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
