using System.CommandLine;
using System.Net;
using System.Text.Json;
using RlsMotion.Analysis.Movements;
using RlsMotion.Cli.Sensors;
using RlsMotion.Cli.Terminals;

namespace RlsMotion.Cli.Commands;

/// <summary><c>rlsmotion pair</c>: starts a pairing at a running service and follows it to its end.</summary>
internal static class PairCommand
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public static Command Create(Terminal terminal)
    {
        Option<Word<Leg>> leg = CommonOptions.LegOfSensor();
        var subject = new Option<string?>("--subject") { Description = "who will wear the sensor; needed where the service knows several people", HelpName = "S" };
        var name = new Option<string>("--name") { Description = "what the sensor is called", DefaultValueFactory = _ => "", HelpName = "NAME" };
        Option<Uri> server = CommonOptions.Server();
        Option<string?> key = CommonOptions.KeyFile();
        var command = new Command("pair", "Pairs a sensor: shows a QR and a code, and follows the pairing to its end.") { leg, subject, name, server, key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var service = new ServiceClient(parsed.GetValue(server)!, CommonOptions.ReadKey(parsed.GetValue(key)));
            string wearer = parsed.GetValue(subject) ?? await OnlySubjectAsync(service, cancellationToken);
            JsonElement pairing = await service.PostAsync(
                "/api/v1/pairings", new { subject = wearer, leg = parsed.GetValue(leg)!.Value == Leg.Left ? "left" : "right", name = parsed.GetValue(name) }, cancellationToken);
            Show(terminal, pairing);
            return await FollowAsync(terminal, service, Text(pairing, "pairId")!, cancellationToken);
        });
        return command;
    }

    private static void Show(Terminal terminal, JsonElement pairing)
    {
        if (terminal.IsInteractive)
        {
            terminal.Output.WriteLine(TerminalQr.Of(Text(pairing, "qr")!));
        }
        terminal.Output.WriteLine($"QR text: {Text(pairing, "qr")}");
        terminal.Output.WriteLine(Text(pairing, "code") is { } code ? $"Code:    {code}" : "Code:    none here; use the QR, whose pin makes the connection safe");
        terminal.Output.WriteLine($"Until:   {Text(pairing, "expiresAt")}");
        terminal.Output.Flush();
    }

    /// <summary>Prints each state once, asks for the number where a person sits, and ends with the pairing.</summary>
    private static async Task<int> FollowAsync(Terminal terminal, ServiceClient service, string pairId, CancellationToken cancellationToken)
    {
        string path = $"/api/v1/pairings/{pairId}";
        string shown = "";
        while (true)
        {
            JsonElement pairing = await service.GetAsync(path, cancellationToken);
            string state = Text(pairing, "state") ?? "";
            string? request = Text(pairing, "request");
            if ($"{state} {request}" != shown)
            {
                shown = $"{state} {request}";
                terminal.Output.WriteLine(Describe(state, pairing));
                terminal.Output.Flush();
                if (state == "contacted" && request is not null)
                {
                    await AskAsync(terminal, service, path, request, cancellationToken);
                }
            }
            switch (state)
            {
                case "active":
                    return CommandLine.Done;
                case "expired" or "refused" or "failed":
                    throw new UnusableInputException("The pairing", state, Text(pairing, "ending") ?? "is over.", "Run rlsmotion pair again.");
                default:
                    await Task.Delay(Poll, cancellationToken);
                    break;
            }
        }
    }

    private static string Describe(string state, JsonElement pairing) => state switch
    {
        "open" => "Waiting for the sensor.",
        "contacted" => $"A sensor asks. It has to show the number {Text(pairing, "number")}.",
        "confirmed" => "Confirmed; waiting for the sensor to fetch its credential.",
        "delivered" => "The sensor has its credential; waiting for it to come back.",
        "active" => $"Paired: sensor {Text(pairing, "deviceId")} is active.",
        _ => $"The pairing is {state}.",
    };

    /// <summary>Asks whoever sits at the terminal; without one the confirmation comes from the service's page.</summary>
    private static async Task AskAsync(Terminal terminal, ServiceClient service, string path, string request, CancellationToken cancellationToken)
    {
        terminal.Output.Write("Does your sensor show it? [y/n] ");
        terminal.Output.Flush();
        string? answer = await terminal.Input.ReadLineAsync(cancellationToken);
        if (answer is null)
        {
            terminal.Output.WriteLine("Confirm it on the service's page.");
            return;
        }
        try
        {
            if (answer.Trim().StartsWith("y", StringComparison.OrdinalIgnoreCase))
            {
                await service.PostAsync($"{path}/confirm", new { request }, cancellationToken);
            }
            else
            {
                await service.DeleteAsync(path, cancellationToken);
            }
        }
        catch (ServiceRefusedException refused) when (refused.Status == HttpStatusCode.Conflict)
        {
            terminal.Note(refused.Message); // another sensor asked meanwhile: the next state shows its number
        }
    }

    private static async Task<string> OnlySubjectAsync(ServiceClient service, CancellationToken cancellationToken)
    {
        string[] subjects = [.. (await service.GetAsync("/api/v1/subjects", cancellationToken)).EnumerateArray().Select(subject => Text(subject, "id")!)];
        return subjects.Length == 1 ? subjects[0] : throw new WrongUsageException(
            subjects.Length == 0 ? "The service knows nobody yet: add a person on its page first." : $"Say who wears the sensor with --subject: {string.Join(", ", subjects)}.");
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
