using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Gateway.Testing;

namespace Gateway.Tests.EndToEnd;

/// <summary>The published Standard Webhooks library under node, as a process of its own: tests/SignatureVerifier.</summary>
internal sealed class SignatureVerifier : IAsyncDisposable
{
    private readonly Process _node;
    private readonly Task<string> _errors;

    private SignatureVerifier(Process node)
    {
        _node = node;
        _errors = node.StandardError.ReadToEndAsync();
    }

    /// <summary>Skips the test where node or the library is not there.</summary>
    public static SignatureVerifier Start()
    {
        var folder = Path.Combine(ProjectRoot.Path, "tests", "SignatureVerifier");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "standardwebhooks")))
        {
            Assert.Skip("The library standardwebhooks is not installed: run 'npm ci' in tests/SignatureVerifier.");
        }

        var start = new ProcessStartInfo("node", "verify.js")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new SignatureVerifier(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            Assert.Skip("node is not installed.");
            throw;
        }
    }

    /// <summary>"verified", or "refused: " and the library's reason.</summary>
    public async Task<string> VerifyAsync(
        string secret, HookMessage message, byte[]? body = null, string? id = null, string? timestamp = null, string? signature = null)
    {
        var line = JsonSerializer.Serialize(new
        {
            secret,
            id = id ?? message.Id,
            timestamp = timestamp ?? message.Headers["webhook-timestamp"],
            signature = signature ?? message.Headers["webhook-signature"],
            body = Convert.ToBase64String(body ?? message.Body),
        });
        await _node.StandardInput.WriteLineAsync(line);
        await _node.StandardInput.FlushAsync();
        return await _node.StandardOutput.ReadLineAsync().WaitAsync(Limits.Hang)
            ?? $"node ended: {await _errors}";
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync().WaitAsync(Limits.Hang);
        _node.Dispose();
    }
}
