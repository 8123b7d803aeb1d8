using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Planning;

/// <summary>Draws a night: evening, sleep and waking, body movements, leg movements, and what looks like them.</summary>
internal sealed class NightPlanner
{
    /// <summary>Shorter recordings, in seconds, hold no evening and no morning: they lie in bed throughout.</summary>
    private const double ShortestWithEvening = 1800;

    private readonly SimulationOptions _options;
    private readonly ProfileTraits _traits;
    private readonly RandomStream _random;
    private readonly double _length;
    private readonly Timetable _timetable;

    public NightPlanner(SimulationOptions options, ProfileTraits traits)
    {
        (_options, _traits) = (options, traits);
        _random = new(options.Seed, "night");
        _length = Math.Floor(options.Hours * 3_600_000) / 1000;
        _timetable = new(_length);
    }

    /// <summary>Draws it.</summary>
    public NightPlan Plan()
    {
        bool hasEvening = _length >= ShortestWithEvening && _options.Profile != SimulationProfile.Silent;
        (double wornFrom, double bedFrom) = hasEvening ? Evening() : (0, 0);
        (double bedTo, double wornTo) = hasEvening ? Morning() : (_length, _length);
        List<PlannedStage> stages = new SleepPlanner(_traits, new(_options.Seed, "sleep")).Plan(_length, bedFrom, bedTo);
        Toilet(stages, bedFrom, bedTo);
        Restlessness(stages, bedFrom, bedTo);
        new LegMovementPlanner(_options, _traits, new(_options.Seed, "legs"), stages, _timetable).Plan(bedFrom, bedTo);
        LookAlikes(bedFrom, bedTo);
        return new(_length, wornFrom, wornTo, stages, _timetable.Events);
    }

    private (double WornFrom, double BedFrom) Evening()
    {
        double at = _random.Between(30, 120); // on the table
        at = Book(MovementClass.Handling, at, _random.Between(8, 20), 0.8, RestingPlace.Upright);
        double worn = at;
        at = Book(MovementClass.Walking, at + _random.Between(5, 30), _random.Between(12, 40), 4, RestingPlace.Same);
        return (worn, Book(MovementClass.GrossMovement, at + _random.Between(2, 10), _random.Between(4, 10), 0.8, RestingPlace.Lying) + 5);
    }

    private (double BedTo, double WornTo) Morning()
    {
        double bedTo = _length - _random.Between(150, 260);
        double at = Book(MovementClass.GrossMovement, bedTo + 2, _random.Between(4, 8), 0.8, RestingPlace.Upright);
        at = Book(MovementClass.Walking, at + _random.Between(2, 10), _random.Between(12, 40), 4, RestingPlace.Same);
        double worn = at + _random.Between(5, 20);
        Book(MovementClass.Handling, worn, _random.Between(6, 15), 0.8, RestingPlace.Table);
        return (bedTo, worn);
    }

    private void Toilet(List<PlannedStage> stages, double bedFrom, double bedTo)
    {
        if (!_random.Chance(_traits.ToiletChance * Math.Min(1, (bedTo - bedFrom) / (8 * 3600))))
        {
            return;
        }
        PlannedStage[] wakes = [.. stages.Where(s => s.Stage == SleepStage.Wake && s.Start > bedFrom && s.End < bedTo && s.End - s.Start > 150)];
        if (wakes.Length == 0)
        {
            return;
        }
        double at = wakes[_random.Whole(0, wakes.Length - 1)].Start + 5;
        at = Book(MovementClass.GrossMovement, at, _random.Between(3, 6), 0.8, RestingPlace.Upright);
        at = Book(MovementClass.Walking, at + _random.Between(2, 5), _random.Between(10, 25), 4, RestingPlace.Same);
        at = Book(MovementClass.Walking, at + _random.Between(20, 50), _random.Between(10, 25), 4, RestingPlace.Same);
        Book(MovementClass.GrossMovement, at + _random.Between(2, 4), _random.Between(4, 8), 0.8, RestingPlace.Lying);
    }

    /// <summary>Posture changes and gross movements: some in sleep, more while awake.</summary>
    private void Restlessness(List<PlannedStage> stages, double bedFrom, double bedTo)
    {
        double scale = (bedTo - bedFrom) / (8 * 3600);
        int postures = Count(_traits.PosturesPerNight, scale);
        for (int i = 0; i < postures; i++)
        {
            Book(MovementClass.PostureShift, _random.Between(bedFrom, bedTo - 5), _random.Between(0.8, 3), _random.LogBetween(0.1, 1), RestingPlace.Turned);
        }
        int gross = Count(_traits.GrossPerNight, scale);
        PlannedStage[] wakes = [.. stages.Where(s => s.Stage == SleepStage.Wake && s.End > bedFrom && s.Start < bedTo)];
        for (int i = 0; i < gross; i++)
        {
            bool isAwake = wakes.Length > 0 && _random.Chance(0.4);
            PlannedStage wake = isAwake ? wakes[_random.Whole(0, wakes.Length - 1)] : default;
            double from = isAwake ? Math.Max(wake.Start, bedFrom) : bedFrom;
            double to = isAwake ? Math.Min(wake.End, bedTo) : bedTo;
            RestingPlace afterwards = _random.Chance(0.4) ? RestingPlace.Turned : RestingPlace.Nudged;
            Book(MovementClass.GrossMovement, _random.Between(from, Math.Max(from, to - 20)), _random.LogBetween(2, 20), _random.LogBetween(0.1, 1), afterwards);
        }
    }

    private void LookAlikes(double bedFrom, double bedTo)
    {
        double hours = (bedTo - bedFrom) / 3600;
        int twitches = Count((0, 2 * _traits.TwitchesPerHour * 2), hours);
        for (int i = 0; i < twitches; i++)
        {
            Leg leg = _random.Chance(0.5) ? Leg.Left : Leg.Right;
            _timetable.TryBook(new(leg, MovementClass.Twitch, _random.Between(bedFrom, bedTo - 1), _random.Between(0.06, 0.35), _random.LogBetween(0.012, 0.12)));
        }
        int tremors = Count((0, 2 * _traits.TremorsPerHour), hours);
        for (int i = 0; i < tremors; i++)
        {
            Leg leg = _random.Chance(0.5) ? Leg.Left : Leg.Right;
            _timetable.TryBook(new(leg, MovementClass.Tremor, _random.Between(bedFrom, bedTo - 30), _random.Between(4, 20), _random.LogBetween(0.015, 0.08)));
        }
        int vibrations = Count(_traits.VibrationsPerHour, hours);
        for (int i = 0; i < vibrations; i++)
        {
            double peak = _random.LogBetween(0.003, 0.04);
            var left = new PlannedEvent(Leg.Left, MovementClass.Vibration, _random.Between(bedFrom, bedTo - 5), _random.LogBetween(0.15, 2), peak);
            _timetable.TryBookBoth(left, peak * _random.Between(0.5, 1.1));
        }
    }

    /// <summary>Books an event of the whole body where it fits; returns its end.</summary>
    private double Book(MovementClass kind, double start, double duration, double peakG, RestingPlace afterwards)
    {
        var left = new PlannedEvent(Leg.Left, kind, start, duration, peakG) { Afterwards = afterwards };
        _timetable.TryBookBoth(left, peakG * _random.Between(0.7, 1.3));
        return start + duration;
    }

    private int Count((double Low, double High) range, double scale) => (int)Math.Round(_random.Between(range.Low, range.High) * scale);
}
