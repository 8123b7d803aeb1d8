using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.TestKit.Brokers;

namespace RlsMotion.Ingest.Tests.Broker;

public sealed class EmbeddedBrokerTests
{
    [Fact]
    public async Task A_message_is_acknowledged_only_after_the_inbox_kept_it_and_the_sensor_hears_how_far_it_may_forget()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        var committed = new TaskCompletionSource();
        harness.Inbox.Verdict = async (_, _) =>
        {
            await committed.Task;
            return MessageVerdict.StoredThrough(new DurableAck(7, 249));
        };
        (string Id, string Password) device = harness.SealedDevice();
        IMqttClient client = await harness.LoggedInAsync(device);
        var heard = new TaskCompletionSource<DurableAck?>();
        client.ApplicationMessageReceivedAsync += message =>
        {
            heard.TrySetResult(DurableAck.Read(message.ApplicationMessage.ConvertPayloadToString() is { } text ? Encoding.UTF8.GetBytes(text) : default));
            return Task.CompletedTask;
        };
        await client.SubscribeAsync($"rls/v1/d/{device.Id}/down/#", MqttQualityOfServiceLevel.AtLeastOnce);

        Task<MqttClientPublishResult> published = client.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/up/acc", "frame"));
        Assert.False(published.IsCompleted);
        committed.SetResult();
        Assert.Equal(MqttClientPublishReasonCode.Success, (await published).ReasonCode);
        Assert.Equal(new DurableAck(7, 249), await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        InboundMessage message = await harness.Inbox.NextAsync();
        Assert.Equal((device.Id, InboundKind.Samples, "frame"), (message.DeviceId, message.Kind, Encoding.UTF8.GetString(message.Payload.Span)));
    }

    [Fact]
    public async Task Plain_text_is_heard_on_loopback_only()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        IPEndPoint[] listeners = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == harness.Broker.Port)];
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, harness.Broker.Port)], listeners);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_user_and_no_password_are_refused()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string id, string password) = harness.SealedDevice();
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, (await harness.ConnectAsync(id, id, password + "x")).Result.ResultCode);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, (await harness.ConnectAsync("bbbbbbbbbbbbbbbb", "bbbbbbbbbbbbbbbb", password)).Result.ResultCode);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, (await harness.ConnectAsync(id, "", "")).Result.ResultCode);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, (await harness.ConnectAsync("anonymous", "root'--", "x")).Result.ResultCode);
        Assert.Empty(harness.Broker.ConnectedDevices);
        Assert.Contains(harness.Audit, entry => entry.Kind == BrokerAuditKind.LoginRefused && entry.User == id);
    }

    [Fact]
    public async Task Failed_logins_slow_their_address_but_never_a_right_password()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string Id, string Password) device = harness.SealedDevice();
        for (int i = 0; i < 3; i++)
        {
            await harness.ConnectAsync(device.Id, device.Id, "wrong");
        }
        Task late = harness.ConnectAsync(device.Id, device.Id, "wrong");
        await harness.LoggedInAsync(device);
        await late;
    }

    [Fact]
    public async Task A_client_id_that_is_not_the_user_name_is_refused_so_that_nobody_takes_over_a_sensor()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string Id, string Password) mine = harness.SealedDevice();
        (string Id, string Password) other = harness.SealedDevice();
        IMqttClient victim = await harness.LoggedInAsync(other);
        Assert.Equal(MqttClientConnectResultCode.ClientIdentifierNotValid, (await harness.ConnectAsync(other.Id, mine.Id, mine.Password)).Result.ResultCode);
        Assert.True(victim.IsConnected);
        Assert.Equal(MqttClientPublishReasonCode.Success, (await victim.PublishAsync(BrokerHarness.Message($"rls/v1/d/{other.Id}/up/acc"))).ReasonCode);
    }

    [Fact]
    public async Task A_credential_by_hand_may_use_any_client_id_that_is_nobody_elses()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        ByHandCredential phone = await harness.ByHandAsync();
        ByHandCredential second = await harness.ByHandAsync();
        (string Id, string Password) device = harness.SealedDevice();
        async Task<MqttClientConnectResultCode> Try(string clientId, ByHandCredential by) => (await harness.ConnectAsync(clientId, by.DeviceId, by.Password)).Result.ResultCode;

        Assert.Equal(MqttClientConnectResultCode.Success, await Try("my-phone", phone));
        Assert.Equal(MqttClientConnectResultCode.Success, await Try(phone.DeviceId, phone));
        Assert.Equal(MqttClientConnectResultCode.Success, await Try("", phone));
        Assert.Equal(MqttClientConnectResultCode.ClientIdentifierNotValid, await Try("my-phone", second));
        Assert.Equal(MqttClientConnectResultCode.ClientIdentifierNotValid, await Try(device.Id, phone));
        Assert.Equal(MqttClientConnectResultCode.ClientIdentifierNotValid, await Try("pair-abcd", phone));
    }

    [Fact]
    public async Task MQTT_3_1_and_keep_alives_out_of_bounds_are_refused()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string id, string password) = harness.SealedDevice();
        async Task<MqttClientConnectResultCode> Try(double keepAliveSeconds, MqttProtocolVersion version = MqttProtocolVersion.V500) =>
            (await harness.ConnectAsync(id, id, password, options => options.WithKeepAlivePeriod(TimeSpan.FromSeconds(keepAliveSeconds)), version)).Result.ResultCode;

        Assert.Equal(MqttClientConnectResultCode.UnsupportedProtocolVersion, await Try(30, MqttProtocolVersion.V310));
        Assert.Equal(MqttClientConnectResultCode.ImplementationSpecificError, await Try(0));
        Assert.Equal(MqttClientConnectResultCode.ImplementationSpecificError, await Try(4));
        Assert.Equal(MqttClientConnectResultCode.ImplementationSpecificError, await Try(1201));
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, await Try(4, MqttProtocolVersion.V311));
        Assert.Equal(MqttClientConnectResultCode.Success, await Try(5));
        Assert.Equal(MqttClientConnectResultCode.Success, await Try(1200, MqttProtocolVersion.V311));
    }

    [Fact]
    public async Task Foreign_topics_retained_frames_and_large_payloads_are_refused_with_their_reason_and_reach_nobody()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string Id, string Password) device = harness.SealedDevice();
        (string Id, string Password) other = harness.SealedDevice();
        IMqttClient client = await harness.LoggedInAsync(device);
        async Task<MqttClientPublishReasonCode> Try(string topic, bool retain = false, int length = 2) =>
            (await client.PublishAsync(BrokerHarness.Message(topic, new string('x', length), retain))).ReasonCode;

        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await Try($"rls/v1/d/{other.Id}/up/acc"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await Try($"rls/v1/d/{device.Id}/down/cmd"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await Try($"rls/v1/d/{device.Id}up/acc"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await Try("$SYS/broker"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await Try("rls/v1/pair/abcd/req"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, await Try($"rls/v1/d/{device.Id}/up/acc", retain: true));
        Assert.Equal(MqttClientPublishReasonCode.QuotaExceeded, await Try($"rls/v1/d/{device.Id}/up/acc", length: (64 * 1024) + 1));
        Assert.Equal(0, harness.Inbox.Waiting);
        Assert.Equal(MqttClientPublishReasonCode.Success, await Try($"rls/v1/d/{device.Id}/up/acc", length: 64 * 1024));
        Assert.Equal(1, harness.Inbox.Waiting);
    }

    [Fact]
    public async Task Wildcards_shared_and_system_filters_are_refused_at_subscribe()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string Id, string Password) device = harness.SealedDevice();
        IMqttClient client = await harness.LoggedInAsync(device);
        foreach (string filter in new[] { "#", "+", "rls/v1/d/+/down/#", "rls/#", $"rls/v1/d/{device.Id}/#", $"rls/v1/d/{device.Id}/+/cmd", "$share/x/rls/v1/d/+/up/#", $"$share/x/rls/v1/d/{device.Id}/down/#",
            "$SYS/#", $"rls/v1/d/{device.Id}/up/acc", $"rls/v1/d/{device.Id}/down/../up/acc", "rls/v1/pair/+/res" })
        {
            MqttClientSubscribeResult result = await client.SubscribeAsync(filter);
            Assert.True((int)result.Items.Single().ResultCode >= 0x80, $"{filter} was granted");
        }
        foreach (string filter in new[] { "#", "+/cmd", "cmd", "+" })
        {
            MqttClientSubscribeResult result = await client.SubscribeAsync($"rls/v1/d/{device.Id}/down/{filter}");
            Assert.True((int)result.Items.Single().ResultCode < 0x80, $"{filter} was refused");
        }
    }

    [Fact]
    public async Task Malformed_messages_are_acknowledged_with_their_reason_and_do_not_block_the_next()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        harness.Inbox.Verdict = (message, _) => ValueTask.FromResult(message.Payload.Length == 3 ? MessageVerdict.Malformed("truncated") : MessageVerdict.Stored);
        (string Id, string Password) device = harness.SealedDevice();
        IMqttClient client = await harness.LoggedInAsync(device);
        MqttClientPublishResult bad = await client.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/up/acc", "bad"));
        Assert.Equal((MqttClientPublishReasonCode.PayloadFormatInvalid, "truncated"), (bad.ReasonCode, bad.ReasonString));
        Assert.Equal(MqttClientPublishReasonCode.Success, (await client.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/up/acc", "good"))).ReasonCode);
    }

    [Fact]
    public async Task What_the_inbox_cannot_keep_is_not_acknowledged_and_the_sensor_is_sent_away_to_come_again()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        harness.Inbox.Verdict = (_, _) => throw new IOException("disk full");
        (string Id, string Password) device = harness.SealedDevice();
        IMqttClient client = await harness.LoggedInAsync(device);
        await Assert.ThrowsAnyAsync<Exception>(() => client.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/up/acc")));
        await BrokerHarness.UntilAsync(() => !client.IsConnected);
        harness.Inbox.Verdict = (_, _) => ValueTask.FromResult(MessageVerdict.Stored);
        IMqttClient again = await harness.LoggedInAsync(device);
        Assert.Equal(MqttClientPublishReasonCode.Success, (await again.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/up/acc"))).ReasonCode);
    }

    [Fact]
    public async Task Who_sends_too_fast_is_told_quota_exceeded_and_then_disconnected()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync(new() { Port = 0, MessagesPerSecond = 1, RefusalsBeforeDisconnect = 5 });
        (string Id, string Password) device = harness.SealedDevice();
        IMqttClient client = await harness.LoggedInAsync(device);
        var disconnected = new TaskCompletionSource<MqttClientDisconnectReason>();
        client.DisconnectedAsync += gone =>
        {
            disconnected.TrySetResult(gone.Reason);
            return Task.CompletedTask;
        };
        var answers = new List<MqttClientPublishReasonCode>();
        for (int i = 0; i < 5 && client.IsConnected; i++)
        {
            answers.Add((await client.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/up/acc"))).ReasonCode);
        }
        Assert.Equal(MqttClientPublishReasonCode.Success, answers[0]);
        Assert.Contains(MqttClientPublishReasonCode.QuotaExceeded, answers);
        for (int i = 0; i < 5 && client.IsConnected; i++)
        {
            _ = client.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/up/acc"));
        }
        Assert.Equal(MqttClientDisconnectReason.MessageRateTooHigh, await disconnected.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains(harness.Audit, entry => entry.Kind == BrokerAuditKind.TooFast && entry.User == device.Id);
    }

    [Fact]
    public async Task A_lost_sensor_leaves_its_will_but_a_will_of_an_older_boot_or_on_a_foreign_topic_says_nothing()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string Id, string Password) device = harness.SealedDevice();
        (string Id, string Password) other = harness.SealedDevice();
        string topic = $"rls/v1/d/{device.Id}/state";
        async Task LoseAsync(string willTopic, string will, string? online)
        {
            IMqttClient client = await harness.LoggedInAsync(device, options => options.WithWillTopic(willTopic).WithWillPayload(will).WithWillRetain().WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce));
            if (online is not null)
            {
                await client.PublishAsync(BrokerHarness.Message(topic, online, retain: true));
                await harness.Inbox.NextAsync(InboundKind.State);
            }
            client.Dispose(); // no DISCONNECT: the will speaks
            await BrokerHarness.UntilAsync(() => harness.Broker.ConnectedDevices.Count == 0);
        }

        await LoseAsync(topic, """{"v":1,"s":"offline","boot":5}""", """{"v":1,"s":"online","boot":5}""");
        InboundMessage will = await harness.Inbox.NextAsync(InboundKind.State);
        Assert.Equal(SensorState.Offline, SensorState.Read(will.Payload)!.Status);

        await LoseAsync(topic, """{"v":1,"s":"offline","boot":5}""", """{"v":1,"s":"online","boot":6}""");
        await LoseAsync($"rls/v1/d/{other.Id}/state", """{"v":1,"s":"offline","boot":6}""", null);
        await BrokerHarness.UntilAsync(() => harness.Audit.Any(entry => entry.Kind == BrokerAuditKind.PublishRefused));
        Assert.Equal(0, harness.Inbox.Waiting);
    }

    [Fact]
    public async Task A_revoked_sensor_is_kicked_its_session_and_its_right_to_come_back_are_gone()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string Id, string Password) device = harness.SealedDevice();
        IMqttClient client = await harness.LoggedInAsync(device, options => options.WithCleanSession(false).WithSessionExpiryInterval(3600)
            .WithWillTopic($"rls/v1/d/{device.Id}/state").WithWillPayload("""{"v":1,"s":"offline","boot":1}""").WithWillRetain());
        await client.SubscribeAsync($"rls/v1/d/{device.Id}/down/#");
        await client.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/state", """{"v":1,"s":"online","boot":1}""", retain: true));
        await harness.Inbox.NextAsync(InboundKind.State);

        await harness.Registry.RevokeAsync(device.Id, "lost", CancellationToken.None);
        await harness.Broker.RevokeAsync(device.Id);

        await BrokerHarness.UntilAsync(() => !client.IsConnected);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, (await harness.ConnectAsync(device.Id, device.Id, device.Password)).Result.ResultCode);
        Assert.Equal(0, harness.Inbox.Waiting);
        Assert.Empty(await harness.Broker.RetainedTopicsAsync());
        Assert.False(harness.Broker.Command(device.Id, "{}"u8.ToArray()));
    }

    [Fact]
    public async Task State_and_info_are_retained_and_a_time_question_is_answered_to_its_asker_alone()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string Id, string Password) device = harness.SealedDevice();
        IMqttClient client = await harness.LoggedInAsync(device);
        var heard = new TaskCompletionSource<MqttApplicationMessage>();
        client.ApplicationMessageReceivedAsync += message =>
        {
            heard.TrySetResult(message.ApplicationMessage);
            return Task.CompletedTask;
        };
        await client.SubscribeAsync($"rls/v1/d/{device.Id}/down/#");
        await client.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/info", """{"v":1,"hw":"x","boot":9}""", retain: true));
        await client.PublishAsync(BrokerHarness.Message($"rls/v1/d/{device.Id}/up/time", """{"t1":12345}""", quality: MqttQualityOfServiceLevel.AtMostOnce));
        MqttApplicationMessage answer = await heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal($"rls/v1/d/{device.Id}/down/time", answer.Topic);
        Assert.Matches("""^\{"v":1,"t1":12345,"t2":\d{16},"t3":\d{16}\}$""", answer.ConvertPayloadToString());
        Assert.Equal([$"rls/v1/d/{device.Id}/info"], await harness.Broker.RetainedTopicsAsync());
    }
}
