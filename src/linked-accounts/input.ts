import { z } from 'zod';
import type { Auth, Integration } from '../../integrations/kit/integration.ts';
import { Refusal } from '../errors.ts';
import { issuePath, plainIssue } from '../plain-issues.ts';

export interface ConnectInput {
  readonly integration: string;
  /** Left out: the vendor's own name of the account. */
  readonly label?: string | null | undefined;
  /** Left out when connecting again: as they are. */
  readonly settings?: Readonly<Record<string, unknown>> | null | undefined;
  /** Values of `auth.fields`. */
  readonly secrets?: Readonly<Record<string, unknown>> | null | undefined;
  /** UUID of the linked account to connect again. */
  readonly linkedAccountId?: string | null | undefined;
  /** Where the browser goes after a sign-in: a path under /console, or one of the installation's `SIGN_IN_PAGES`. */
  readonly returnTo?: string | null | undefined;
}

export interface Wish {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly label: string | null;
  readonly returnTo: string;
}

/** Several fields at fault: reads as the first of them, carries each. */
export class Refusals extends Refusal {
  readonly all: readonly Refusal[];
  constructor(first: Refusal, all: readonly Refusal[]) {
    super(first.code, first.message, first.field);
    this.all = all;
  }
}

const noSecrets = z.object({});
const strings = z.record(z.string(), z.string());
const home = '/console/integrations';

/** PostgreSQL takes neither NUL nor half a surrogate pair. */
const storable = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  return typeof value !== 'object' || value === null || Object.values(value).every(storable);
};

const refusalsOf = (root: string, issues: readonly z.core.$ZodIssue[]): readonly Refusal[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(
          (key) => new Refusal('INVALID', 'There is no such field.', issuePath(root, [...issue.path, key])),
        )
      : [new Refusal('INVALID', issue.message, issuePath(root, issue.path))],
  );

const read = (
  shape: z.ZodObject,
  given: Readonly<Record<string, unknown>>,
  root: string,
  wrong: Refusal[],
): Readonly<Record<string, unknown>> => {
  // GraphQL sends null for what a form left out.
  const value = Object.fromEntries(Object.entries(given).filter(([, item]) => item !== null));
  const parsed = shape.strict().safeParse(value, { error: plainIssue });
  if (!parsed.success) wrong.push(...refusalsOf(root, parsed.error.issues));
  for (const [name, item] of Object.entries(parsed.data ?? {}))
    if (!storable(item))
      wrong.push(
        new Refusal('INVALID', 'There is a character in it that cannot be stored.', `${root}.${name}`),
      );
  return parsed.data ?? {};
};

const readLabel = (label: string | null | undefined, wrong: Refusal[]): string | null => {
  const text = label?.trim() ?? '';
  if (text.length > 100 || !storable(text))
    wrong.push(new Refusal('INVALID', 'A label is text of at most 100 characters.', 'input.label'));
  return text === '' ? null : text;
};

/** The path when it stays in the console however it is resolved, else null: `/console/../x` leaves it. */
const consolePath = (text: string): string | null => {
  const root = 'http://console.invalid';
  if (!/^\/console(?:[/?]|$)/.test(text) || /[\\\p{Cc}]/u.test(text) || !URL.canParse(text, root))
    return null;
  const { origin, pathname, search } = new URL(text, root);
  return origin === root && /^\/console(?:\/(?!\/)|$)/.test(pathname) ? pathname + search : null;
};

const sameAddress = (page: string, text: string): boolean =>
  URL.canParse(text) && new URL(page).href === new URL(text).href;

/** A page stands there whole: a path beside it may lead on, and would take the vendor's answer along. */
const readReturnTo = (
  text: string | null | undefined,
  pages: readonly string[],
  wrong: Refusal[],
): string => {
  if (text === null || text === undefined) return home;
  const page = pages.find((each) => sameAddress(each, text));
  if (page) return page;
  const path = text.length <= 500 ? consolePath(text) : null;
  if (!path)
    wrong.push(
      new Refusal(
        'INVALID',
        'Give a path under /console, or exactly one of the pages listed in SIGN_IN_PAGES.',
        'input.returnTo',
      ),
    );
  return path ?? home;
};

const secretsOf = (auth: Auth): z.ZodObject => (auth.kind === 'secret' ? auth.fields : noSecrets);

/** What is asked for, checked by the integration's own schemas. Throws every problem at once. */
export const readWish = (
  integration: Integration,
  input: ConnectInput,
  present: Readonly<Record<string, unknown>> | undefined,
  pages: readonly string[],
): Wish => {
  const wrong: Refusal[] = [];
  const wish = {
    settings: read(integration.settings, input.settings ?? present ?? {}, 'input.settings', wrong),
    secrets: read(secretsOf(integration.auth), input.secrets ?? {}, 'input.secrets', wrong),
    label: readLabel(input.label, wrong),
    returnTo: readReturnTo(input.returnTo, pages, wrong),
  };
  const [first] = wrong;
  if (first) throw wrong.length > 1 ? new Refusals(first, wrong) : first;
  // Only after everything fits: an invalid one has no strings to speak of.
  return { ...wish, secrets: strings.parse(wish.secrets) };
};
