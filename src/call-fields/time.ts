import { type SQL, sql } from 'drizzle-orm';
import { calls } from '../../schema/index.ts';
import { choice, inGroup, number, time, type Word } from './field.ts';
import { localHour, localWeekday, type Weekday, weekdays } from './local.ts';

const weekday = {
  type: 'Weekday',
  description: 'A day of the week.',
  words: {
    MONDAY: ['Monday', 'Monday.'],
    TUESDAY: ['Tuesday', 'Tuesday.'],
    WEDNESDAY: ['Wednesday', 'Wednesday.'],
    THURSDAY: ['Thursday', 'Thursday.'],
    FRIDAY: ['Friday', 'Friday.'],
    SATURDAY: ['Saturday', 'Saturday.'],
    SUNDAY: ['Sunday', 'Sunday.'],
  } satisfies Record<Weekday, Word>,
};

/** A call's start on the wall clocks of a zone. */
const wallClock = (zone: SQL | string): SQL => sql`(${calls.startedAt} at time zone ${zone})`;

const companyZone = sql`(select c.time_zone from companies c where c.account_id = calls.account_id and c.id = calls.company_id)`;
const days = sql.raw(`array[${weekdays.map((day) => `'${day}'`).join(', ')}]`);

/** `isodow` says 1 on Mondays, and arrays begin with 1. */
const dayOn = (clock: SQL): SQL => sql`((${days})[extract(isodow from ${clock})::int])`;
const hourOn = (clock: SQL): SQL => sql`extract(hour from ${clock})::int`;

/** When it happened. */
export const timeGroup = inGroup('TIME', {
  startedAt: time({
    label: 'Started',
    meaning: 'When it came in.',
    example: '2026-11-20T15:04:05.000Z',
    read: (call) => call.startedAt,
    column: calls.startedAt,
  }),
  answeredAt: time({
    label: 'Answered at',
    meaning: 'When somebody took it; missing when nobody did.',
    example: '2026-11-20T15:04:13.000Z',
    read: (call) => call.answeredAt,
    column: calls.answeredAt,
  }),
  endedAt: time({
    label: 'Ended at',
    meaning: 'When it ended; missing until it has.',
    example: '2026-11-20T15:07:13.000Z',
    read: (call) => call.endedAt,
    column: calls.endedAt,
  }),
  clickAt: time({
    label: 'Ad clicked',
    meaning: 'When the ad was clicked; missing when no click is known.',
    example: '2026-11-20T14:58:00.000Z',
    read: (call) => call.clickAt,
    column: calls.clickAt,
  }),
  weekday: choice(weekday, {
    label: 'Weekday',
    meaning: "The day of the week it came in: in the company's zone, of a report in the report's.",
    example: 'FRIDAY',
    read: (call) => localWeekday(call.startedAt, call.company.timeZone),
    column: dayOn(wallClock(companyZone)),
    split: (zone) => dayOn(wallClock(zone)),
    path: null,
  }),
  hour: number({
    label: 'Hour of day',
    meaning: "The hour of the day it came in, 0 to 23: in the company's zone, of a report in the report's.",
    example: '10',
    unit: 'HOUR',
    read: (call) => localHour(call.startedAt, call.company.timeZone),
    column: hourOn(wallClock(companyZone)),
    splits: true,
    split: (zone) => hourOn(wallClock(zone)),
    path: null,
  }),
});
