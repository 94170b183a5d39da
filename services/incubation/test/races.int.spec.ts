import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenPorts } from '@fuhua/platform/service';
import { incubation } from '../src/app.module.ts';
import { faultsAmong, outcomeOf, type Outcome } from './races-accounts.suite.ts';
import { oneOrganization, oneSeat, prepare, race, type Racer } from './races-cases.suite.ts';
import { deaths, mortal, type Death } from './races-deaths.suite.ts';
import { placesForAll, residencyForAll, without } from './races-plants.suite.ts';
import { atRest, nobody, openWorld, react, type Makes, type World } from './races-world.suite.ts';

const RACERS = 64;
/** How often each race is run: as often as the environment says, or as the time allows. */
const rounds = Number(process.env['FUHUA_RACES'] ?? 0);
const ROUNDS_MS = 3_000;
/** Races whose reactions run at the same time. */
const WAVE = Math.min(5, rounds || 1);
const HOUR_MS = 3_600_000;

let world: World;
let ports: OpenPorts;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

describe('64 at once', () => {
  beforeAll(async () => {
    ports = await world.open();
  });
  afterAll(async () => {
    await ports.close();
  });

  /** Runs the races, each of 64, and answers how each ended. */
  async function run(wave: readonly (readonly Racer[])[]): Promise<readonly Outcome[]> {
    for (const racers of wave) await prepare(ports, racers);
    for (const racers of wave) await race(ports, racers);
    await atRest(ports, ports.reactions);
    const outcomes: Outcome[] = [];
    for (const racers of wave) {
      expect(await faultsAmong(ports.store, racers)).toEqual([]);
      outcomes.push(await outcomeOf(ports.store, racers));
    }
    return outcomes;
  }

  async function again(
    racersOf: (round: string, count: number) => readonly Racer[],
    check: (outcome: Outcome) => void,
  ): Promise<void> {
    const end = performance.now() + ROUNDS_MS;
    const mayStop = (done: number): boolean =>
      rounds > 0 ? done >= rounds : done > 0 && performance.now() > end;
    for (let done = 0; !mayStop(done); done += WAVE) {
      const wave = Array.from({ length: WAVE }, (_, n) => racersOf(String(done + n), RACERS));
      for (const outcome of await run(wave)) check(outcome);
    }
  }

  test(
    'an organization that is approved at 64 bases is taken in by one, and the others are told by which',
    () =>
      again(oneOrganization, ({ approved, back, elsewhere }) => {
        expect([approved.length, back.length, elsewhere]).toEqual([1, RACERS - 1, []]);
        const [holder] = approved;
        for (const why of back) expect(why).toEqual({ guard: 'residency', holder });
      }),
    HOUR_MS,
  );

  test(
    'the last place of a base goes to one of 64 organizations, and the others are free to go elsewhere',
    () =>
      again(oneSeat, ({ approved, back, elsewhere }) => {
        expect([approved.length, back.length, elsewhere]).toEqual([1, RACERS - 1, []]);
        for (const why of back) expect(why).toMatchObject({ guard: 'space' });
      }),
    HOUR_MS,
  );
});

/** An organization at four bases, and four organizations at one base with one place. */
const small = (round: string): readonly (readonly Racer[])[] => [
  ...[oneOrganization(round, 4), oneSeat(round, 4)],
];

const expectConcluded = async (racers: readonly Racer[]): Promise<void> => {
  expect(await faultsAmong(ports.store, racers)).toEqual([]);
  const { approved, back } = await outcomeOf(ports.store, racers);
  expect([approved.length, back.length]).toEqual([1, racers.length - 1]);
};

test('two processes that decide and hear the same at once are as one', async () => {
  ports = await world.open();
  const other = await world.open();
  const races = small('two processes');
  for (const racers of races) await prepare(ports, racers);
  await Promise.all(
    races.flatMap(([first, ...rest]) => [race(ports, [first!]), race(other, rest)]),
  );
  await atRest(ports, ports.reactions);
  await atRest(other, other.reactions);
  for (const racers of races) await expectConcluded(racers);
  await ports.close();
  await other.close();
});

describe('processes that only react', () => {
  beforeAll(async () => {
    ports = await world.open(nobody);
  });
  afterAll(async () => {
    await ports.close();
  });

  const reactToRest = async (makes: Makes): Promise<void> => {
    const process = react(ports, makes(ports));
    await atRest(ports, process.reactions);
    await process.end();
  };

  /** Runs a small race against a process that dies, then hears what is left in another. */
  async function die(death: Death, round: string): Promise<void> {
    const races = small(`${round} ${JSON.stringify(death)}`);
    for (const racers of races) await prepare(ports, racers);
    const { reactions, died } = mortal(incubation.reactions(ports), death);
    const dying = react(ports, reactions);
    await Promise.all([race(ports, races.flat()), died]);
    await dying.end();
    const left = await faultsAmong(ports.store, races.flat());
    if (death.when === 'before') expect(left).not.toEqual([]);
    await reactToRest(incubation.reactions);
    for (const racers of races) await expectConcluded(racers);
  }

  test(
    'killed at any step between asking and conclusion, one leaves nothing that the next does not conclude',
    async () => {
      for (let round = 0; round < Math.max(1, rounds / 10); round += 1) {
        for (const death of deaths(rounds > 0 ? 2 : 1)) await die(death, String(round));
      }
    },
    HOUR_MS,
  );

  /** What the checks find in a small race when the service has that fault; the next process clears up what it can. */
  async function faultsWith(makes: Makes, racers: readonly Racer[]): Promise<readonly string[]> {
    await prepare(ports, racers);
    await race(ports, racers);
    await reactToRest(makes);
    const faults = await faultsAmong(ports.store, racers);
    await reactToRest(incubation.reactions);
    return faults;
  }

  test('a residency that is granted to everybody is found', async () => {
    const racers = oneOrganization('granted to all', 3);
    const [{ organization }] = racers as readonly [Racer];
    expect(await faultsWith(residencyForAll, racers)).toEqual([
      `${organization} is active 3 times`,
    ]);
  });

  test('a base that takes in everybody is found', async () => {
    const racers = oneSeat('allocated to all', 3);
    const [{ base }] = racers as readonly [Racer];
    expect(await faultsWith(placesForAll, racers)).toEqual([
      `${base} takes in 3 with places for 1`,
    ]);
  });

  test('residency that a refused place does not give back is found, and with it the cases that wait', async () => {
    const racers = oneSeat('not given back', 3);
    const faults = await faultsWith(without('place-refused'), racers);
    const waiting = faults.filter((fault) => fault.endsWith('was answered 0 times'));
    const kept = faults.filter((fault) => /^residency of .* is held for nobody$/.test(fault));
    expect([waiting.length, kept.length, faults.length]).toEqual([2, 2, 4]);
    await expectConcluded(racers);
  });
});
