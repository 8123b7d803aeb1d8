using RlsMotion.Cli;
using RlsMotion.Cli.Terminals;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = !cancellation.IsCancellationRequested; // whoever presses twice means it
    cancellation.Cancel();
};
return await CommandLine.RunAsync(args, Terminal.OfProcess(), cancellation.Token);
