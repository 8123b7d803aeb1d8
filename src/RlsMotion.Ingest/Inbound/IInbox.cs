namespace RlsMotion.Ingest.Inbound;

/// <summary>Where messages of sensors go; the service implements it over its packet log.</summary>
public interface IInbox
{
    /// <summary>Takes a message; completes only after the durable commit that holds it. Called for one sensor one at a time, for many at once.</summary>
    ValueTask<MessageVerdict> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken);
}
