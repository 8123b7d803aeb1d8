using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using NodaTime;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Sensors;

/// <summary>The sensor's side of sealed pairing.</summary>
public static class SensorPairing
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly Duration KeepAlive = Duration.FromSeconds(20); // at most 30 s in a pairing

    /// <summary>Pairs: asks, shows the number, waits for the person, opens the answer. Survives lost connections by sending the very same request again.</summary>
    /// <param name="invitation">From the QR text or the typed code.</param>
    /// <param name="claims">What the sensor says of itself.</param>
    /// <param name="showNumber">Given the number to show, 0 to 99; may be called again after a reconnect.</param>
    /// <param name="cancellationToken">Ends the attempt; pairings last ten minutes.</param>
    /// <exception cref="SensorRefusedException">The pairing is over, refused, or its secret is wrong.</exception>
    public static async Task<SensorCredential> PairAsync(
        PairingInvitation invitation, DeviceClaims claims, Action<int>? showNumber = null, CancellationToken cancellationToken = default)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(PairingCrypto.NonceLength);
        byte[] request = PairingMessages.WriteRequest(claims, nonce);
        byte[] key = PairingCrypto.DeriveKey(invitation.PairId, invitation.Secret.Span);
        byte[] serverNonce = [];
        while (true)
        {
            try
            {
                if (await ExchangeAsync(invitation, request, key, Ask, Open, cancellationToken) is { } offer)
                {
                    return SensorCredential.From(offer, invitation.Tls);
                }
            }
            catch (Exception exception) when (IsLinkFailure(exception) && !cancellationToken.IsCancellationRequested)
            {
                // the link broke: the same request gets the same answer
            }
            await Task.Delay(Pause, cancellationToken);
        }

        void Ask(byte[] asked)
        {
            serverNonce = asked;
            showNumber?.Invoke(PairingCrypto.Number(key, nonce, serverNonce, request));
        }

        PairingOffer Open(byte[] sealedText)
        {
            byte[] sealKey = PairingCrypto.SealKey(key, nonce, serverNonce, request);
            return PairingCrypto.TryOpen(sealKey, invitation.PairId, sealedText, out byte[] plain) && PairingMessages.ReadOffer(plain) is { } offer
                ? offer : throw new SensorRefusedException("The pairing's answer cannot be opened: it is another sensor's. Start again with a new code.");
        }
    }

    internal static bool IsLinkFailure(Exception exception) =>
        exception is MqttCommunicationException or MqttClientNotConnectedException or OperationCanceledException or IOException or System.Net.Sockets.SocketException
            or System.Security.Authentication.AuthenticationException or System.Net.WebSockets.WebSocketException;

    /// <summary>One connection's worth of pairing; null if it has to be tried again.</summary>
    private static async Task<PairingOffer?> ExchangeAsync(
        PairingInvitation invitation, byte[] request, byte[] key, Action<byte[]> ask, Func<byte[], PairingOffer> open, CancellationToken cancellationToken)
    {
        string account = $"pair-{invitation.PairId}";
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        var replies = Channel.CreateUnbounded<PairingReply>();
        client.ApplicationMessageReceivedAsync += received =>
        {
            if (PairingMessages.ReadReply(received.ApplicationMessage.Payload.ToArray()) is { } reply)
            {
                replies.Writer.TryWrite(reply);
            }
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += _ =>
        {
            replies.Writer.TryComplete();
            return Task.CompletedTask;
        };
        MqttClientOptions options = MqttDoor.Options(
            invitation.Host, invitation.Port, invitation.Tls, invitation.Pin is { } pin ? [pin] : [], account, account, PairingCrypto.MqttPassword(key), KeepAlive).Build();
        MqttClientConnectResult connected = await client.ConnectAsync(options, cancellationToken);
        if (connected.ResultCode == MqttClientConnectResultCode.ServerBusy)
        {
            return null; // another sensor is at it: it may give up
        }
        if (connected.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new SensorRefusedException($"The pairing was refused ({connected.ResultCode}): the code is used, expired or wrong. Start again with a new one.");
        }
        MqttClientSubscribeResult subscribed = await client.SubscribeAsync(Topics.PairResponse(invitation.PairId), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        if (subscribed.Items.Any(item => (int)item.ResultCode >= 0x80))
        {
            throw new SensorRefusedException("The broker does not let this sensor hear its answer.");
        }
        await client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic(Topics.PairRequest(invitation.PairId)).WithPayload(request).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(), cancellationToken);
        await foreach (PairingReply reply in replies.Reader.ReadAllAsync(cancellationToken))
        {
            if (reply.ServerNonce is { } nonce)
            {
                ask(nonce);
            }
            else if (reply.Sealed is { } sealedText)
            {
                PairingOffer offer = open(sealedText);
                await client.TryDisconnectAsync();
                return offer;
            }
            else if (reply.Error != "busy")
            {
                throw new SensorRefusedException($"The pairing ended: {reply.Error}. Start again with a new code.");
            }
        }
        return null;
    }
}
