import { createChance } from './truth-chance.ts';

/** ms. */
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How people of the simulated world behave. Nothing of it is known to the code under test. */
const usual = {
  /** Share of visits by somebody who was here before. */
  returning: 0.25,
  /** Share of people whose phone somebody else uses too. */
  sharedPhone: 0.05,
  withheld: 0.08,
  mobile: 0.62,
  /** A visit in several tabs stays open longer. */
  severalTabs: 0.15,
  calls: 0.07,
  /** When a first call comes: with the page open, soon after it was closed, or (the rest) only hours later. */
  whileOpen: 0.87,
  soonAfter: 0.12,
  /** Minutes from closing the page to such a call, on average. */
  soonMean: 4,
  /** Mobile callers press the number; the browser's message about it gets lost now and then. */
  mobilePresses: 0.85,
  desktopPresses: 0.06,
  messageLost: 0.04,
  /** Callers who dial the same number again within the next days. */
  callsBack: 0.09,
  /** Share of somebody’s later calls that are made from another phone. */
  otherPhone: 0.1,
  /** Calls by people who were on no page, against those by visitors: any number, at any time. */
  strays: 0.005,
} as const;

export type Habits = Readonly<Record<keyof typeof usual, number>>;

export interface TrueCall {
  /** ms. */
  readonly at: number;
  /** The visit whose number is dialled; null for somebody who was on no page. */
  readonly visit: number | null;
  /** 0 to 1: which number of the pool somebody dials who was on no page. */
  readonly pick: number;
  /** Null when withheld. */
  readonly phone: string | null;
  readonly kind: 'OPEN' | 'SOON' | 'LATE' | 'BACK' | 'STRAY';
}

export interface TrueVisit {
  readonly visitor: number;
  readonly at: number;
  /** When its last tab was closed. */
  readonly until: number;
  readonly mobile: boolean;
  readonly source: string;
  /** Presses of the number that reached the server. */
  readonly presses: readonly number[];
}

export interface World {
  readonly visits: readonly TrueVisit[];
  /** In the order they come in. */
  readonly calls: readonly TrueCall[];
}

interface Person {
  readonly id: number;
  readonly phone: string;
  readonly otherPhone: string;
  readonly withheld: boolean;
  readonly mobile: boolean;
}

/** More by day than by night, and more on some weekdays. */
const rhythm = (at: number): number => {
  const clock = (at % day) / hour;
  const weekday = Math.floor(at / day) % 7;
  return (0.15 + Math.max(0, Math.sin(((clock - 6) / 16) * Math.PI))) * (weekday >= 5 ? 0.6 : 1);
};

const sources = [
  'google',
  'google',
  'google',
  'direct',
  'direct',
  'facebook',
  'bing',
  'newsletter',
  'chatgpt',
];

/** A world of so many visits over so many days, the same for the same seed. */
export const createWorld = (
  count: number,
  days: number,
  seed: number,
  change: Partial<Habits> = {},
): World => {
  const habits: Habits = { ...usual, ...change };
  const chance = createChance(seed);
  const begin = Date.parse('2026-03-02T00:00:00Z');
  const times: number[] = [];
  while (times.length < count) {
    const at = begin + chance.next() * days * day;
    if (chance.next() * 1.15 < rhythm(at)) times.push(Math.floor(at));
  }
  times.sort((a, b) => a - b);

  const people: Person[] = [];
  const lastVisit = new Map<number, number>();
  const newcomer = (): Person => {
    const id = people.length;
    const other = id > 0 && chance.is(habits.sharedPhone) ? people[chance.below(id)] : undefined;
    const person = {
      id,
      phone: other?.phone ?? `+1212${String(2_000_000 + id)}`,
      otherPhone: `+1332${String(2_000_000 + id)}`,
      withheld: chance.is(habits.withheld),
      mobile: chance.is(habits.mobile),
    };
    people.push(person);
    return person;
  };
  /** Somebody of the last weeks who has been away long enough for a new visit. */
  const returner = (at: number): Person | undefined => {
    const recent = Math.min(people.length, 20_000);
    const person = people[people.length - 1 - chance.below(recent)];
    return person && at - (lastVisit.get(person.id) ?? 0) > 40 * minute ? person : undefined;
  };

  const haveCalled = new Set<number>();
  const phoneOf = (person: Person): string | null => {
    const other = haveCalled.has(person.id) && chance.is(habits.otherPhone);
    haveCalled.add(person.id);
    if (person.withheld) return null;
    return other ? person.otherPhone : person.phone;
  };

  const visits: TrueVisit[] = [];
  const calls: TrueCall[] = [];
  for (const at of times) {
    const person =
      (people.length > 100 && chance.is(habits.returning) ? returner(at) : undefined) ?? newcomer();
    const stay = chance.lognormal(2.5 * minute, 1) * (chance.is(habits.severalTabs) ? 2 : 1);
    const until = at + Math.min(2 * hour, Math.max(5 * second, stay));
    const presses: number[] = [];
    const visit = visits.length;
    if (chance.is(habits.calls)) {
      const when = chance.next();
      const [kind, rings]: [TrueCall['kind'], number] =
        when < habits.whileOpen
          ? ['OPEN', at + 5 * second + chance.next() * (until - at)]
          : when < habits.whileOpen + habits.soonAfter
            ? ['SOON', until + chance.exponential(habits.soonMean * minute)]
            : ['LATE', until + 45 * minute * (24 / 0.75) ** chance.next()];
      calls.push({ at: rings, visit, pick: 0, phone: phoneOf(person), kind });
      const pressed = chance.is(person.mobile ? habits.mobilePresses : habits.desktopPresses);
      if (kind === 'OPEN' && pressed && !chance.is(habits.messageLost))
        presses.push(rings - (2 + chance.next() * 15) * second);
      if (chance.is(habits.callsBack))
        calls.push({
          at: rings + 10 * minute + chance.exponential(20 * hour),
          visit,
          pick: 0,
          phone: phoneOf(person),
          kind: 'BACK',
        });
    }
    if (chance.is(habits.calls * habits.strays)) {
      const phone = chance.is(habits.withheld) ? null : `+1917${String(2_000_000 + visit)}`;
      calls.push({ at: at + chance.next() * hour, visit: null, pick: chance.next(), phone, kind: 'STRAY' });
    }
    const source = sources[chance.below(sources.length)] ?? 'direct';
    visits.push({ visitor: person.id, at, until, mobile: person.mobile, source, presses });
    lastVisit.set(person.id, until);
  }
  return { visits, calls: calls.sort((a, b) => a.at - b.at) };
};
