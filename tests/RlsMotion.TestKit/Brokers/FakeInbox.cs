using System.Threading.Channels;
using RlsMotion.Ingest.Inbound;

namespace RlsMotion.TestKit.Brokers;

/// <summary>Keeps every message, and answers as the test says.</summary>
public sealed class FakeInbox : IInbox
{
    private readonly Channel<InboundMessage> _messages = Channel.CreateUnbounded<InboundMessage>();

    public Func<InboundMessage, CancellationToken, ValueTask<MessageVerdict>> Verdict { get; set; } = (_, _) => ValueTask.FromResult(MessageVerdict.Stored);

    public async ValueTask<MessageVerdict> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        MessageVerdict verdict = await Verdict(message, cancellationToken);
        _messages.Writer.TryWrite(message);
        return verdict;
    }

    /// <summary>The next message, of one kind if it is named; others before it are passed over.</summary>
    public async Task<InboundMessage> NextAsync(InboundKind? kind = null)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            InboundMessage message = await _messages.Reader.ReadAsync(timeout.Token);
            if (kind is null || message.Kind == kind)
            {
                return message;
            }
        }
    }

    public int Waiting => _messages.Reader.Count;
}
