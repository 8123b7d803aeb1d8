using Spectre.Console;

namespace RlsMotion.Cli.Terminals;

/// <summary>Work that may take a while: on a terminal a bar appears when it takes more than a moment, and goes away with the end.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.8); // below it a bar only flickers
    private static readonly TimeSpan Redraw = TimeSpan.FromSeconds(0.1);

    /// <summary>Does the work.</summary>
    /// <param name="terminal">Where the bar goes: the error stream, and only if a person looks.</param>
    /// <param name="what">What is done, in a word or two.</param>
    /// <param name="work">The work; it reports its share done, 0 to 1.</param>
    public static async Task<T> ForAsync<T>(Terminal terminal, string what, Func<Action<double>, T> work)
    {
        if (!terminal.IsInteractive)
        {
            return work(_ => { });
        }
        double done = 0;
        Task<T> running = Task.Run(() => work(share => Volatile.Write(ref done, share)));
        if (await Task.WhenAny(running, Task.Delay(Moment)) != running)
        {
            await ShowAsync(terminal, what, running, () => Volatile.Read(ref done));
        }
        return await running;
    }

    // Apart, so that Spectre.Console is loaded only where somebody waits.
    private static Task ShowAsync(Terminal terminal, string what, Task running, Func<double> done) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) })
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 24 }, new PercentageColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask(Markup.Escape(what), maxValue: 1);
                while (!running.IsCompleted)
                {
                    bar.Value = done();
                    await Task.WhenAny(running, Task.Delay(Redraw));
                }
            });
}
