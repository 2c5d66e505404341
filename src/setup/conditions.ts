import { type ChannelRule, trackers } from '../../schema/index.ts';
import { Refusal } from '../errors.ts';
import { optionalTextIn, textIn, wholeIn } from '../input.ts';

/** Which visits see a tracker's numbers, and how long a pool's numbers are theirs. Null clears. */
export interface TrackerConditions {
  readonly landingParameter?: string | null;
  readonly referrerHosts?: readonly string[] | null;
  readonly referrerGroup?: (typeof trackers.$inferSelect)['referrerGroup'];
  readonly isDefault?: boolean | null;
  readonly graceSeconds?: number | null;
  readonly cooldownSeconds?: number | null;
  readonly localNumbers?: boolean | null;
}

type Columns = Partial<
  Pick<
    typeof trackers.$inferInsert,
    | 'landingParameter'
    | 'referrerHosts'
    | 'referrerGroup'
    | 'isDefault'
    | 'graceSeconds'
    | 'cooldownSeconds'
    | 'localNumbers'
  >
>;

const longestDay = 86_400;

/** A host as a browser would name it, without `www.`. */
const hostIn = (given: string, field: string): string => {
  const host = URL.parse(`https://${given.trim()}/`);
  const plain = host && host.pathname === '/' && !host.port && !host.username && !host.search;
  if (plain && host.hostname.includes('.')) return host.hostname.replace(/^www\./, '');
  throw new Refusal('INVALID', 'This is not a host like partner.example.', field);
};

const hostsIn = (given: readonly string[], field: string): string[] => {
  if (given.length > 100) throw new Refusal('TOO_LARGE', 'Give at most 100 hosts.', field);
  return [...new Set(given.map((host, at) => hostIn(host, `${field}[${at}]`)))];
};

/** The API's list of groups has one more, for visits no tracker can be meant for. */
const groupIn = (given: TrackerConditions['referrerGroup']): typeof given => {
  if (given === null || given === undefined || trackers.referrerGroup.enumValues.includes(given))
    return given;
  throw new Refusal('INVALID', 'No tracker can be for visits of the group OTHER.', 'input.referrerGroup');
};

/** The columns that were given, checked. */
export const conditionsIn = (input: TrackerConditions): Columns => {
  const columns: Columns = {};
  const { landingParameter, referrerHosts, referrerGroup, graceSeconds, cooldownSeconds } = input;
  if (landingParameter !== undefined)
    columns.landingParameter = optionalTextIn(landingParameter, 'input.landingParameter', { max: 200 });
  if (referrerHosts !== undefined)
    columns.referrerHosts = hostsIn(referrerHosts ?? [], 'input.referrerHosts');
  if (referrerGroup !== undefined) columns.referrerGroup = groupIn(referrerGroup);
  if (input.isDefault != null) columns.isDefault = input.isDefault;
  if (input.localNumbers != null) columns.localNumbers = input.localNumbers;
  if (graceSeconds != null)
    columns.graceSeconds = wholeIn(graceSeconds, 'input.graceSeconds', { min: 0, max: longestDay });
  if (cooldownSeconds != null)
    columns.cooldownSeconds = wholeIn(cooldownSeconds, 'input.cooldownSeconds', {
      min: 0,
      max: 7 * longestDay,
    });
  return columns;
};

/** A number given on sooner than its last visitor may call would credit that call to somebody else. */
export const checkCooldown = (tracker: {
  readonly graceSeconds?: number | undefined;
  readonly cooldownSeconds?: number | undefined;
}): void => {
  const { graceSeconds = 900, cooldownSeconds = 900 } = tracker;
  if (cooldownSeconds >= graceSeconds) return;
  throw new Refusal(
    'INVALID',
    `The cooldown must be at least as long as graceSeconds, ${graceSeconds} s: a number given to somebody else sooner could be dialled by both.`,
    'input.cooldownSeconds',
  );
};

/** A company's own table of channels, checked; each host once. */
export const channelRulesIn = (given: readonly ChannelRule[]): ChannelRule[] => {
  if (given.length > 500) throw new Refusal('TOO_LARGE', 'Give at most 500 hosts.', 'input.channelRules');
  const rules = given.map((rule, at) => {
    const field = `input.channelRules[${at}]`;
    return {
      host: hostIn(rule.host, `${field}.host`),
      source: textIn(rule.source, `${field}.source`, { max: 200 }).toLowerCase(),
      medium: textIn(rule.medium, `${field}.medium`, { max: 200 }).toLowerCase(),
    };
  });
  const hosts = new Set<string>();
  for (const [at, { host }] of rules.entries()) {
    if (hosts.has(host))
      throw new Refusal('INVALID', 'This host is given twice.', `input.channelRules[${at}].host`);
    hosts.add(host);
  }
  return rules;
};
