const secretName = /token|secret|authorization|password|signature|api[-_]?key/i;
const personalName =
  /phone|e[-_]?mail|from_?number|to_?number|caller|mobile|^(from|to)$|^(first|middle|last|full|contact|customer|display)?[-_ ]?name$/i;
/** Names under which an object says what its `value` is: `{ propertyName: 'phone', value: … }`. */
const subjectName = /^(property|propertyName|field|fieldName|name|key)$/i;
const valueName = /^(values?|highValue)$/i;
/** Not `id` alone: a search by phone number has that number for the record's id. */
const idName = /[a-z]Ids?$/;
const digits = /^\d+$/;

const longest = 4_000;
/** Deeper than any vendor's body; an SDK's own object that points at itself ends here. */
const deepest = 12;

const secretText =
  /((?:[\w-]{0,40}(?:token|secret|password|signature|api[-_]?key)[\w-]{0,40}|authorization)["']?\s*[=:]\s*["']?)(?:(?:bearer|basic)\s+)?[^&\s"',;}]+/gi;
const bearerText = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const addressText = /[^\s@"'<>=&:/]{1,64}@[^\s@"'<>=&]{1,255}\.[a-z]{2,}/gi;
const internationalText = /(?:\+|%2B)\d[\d\s().-]{5,}\d/gi;
/** Digits as a search compares them: `LIKE '%2125550100'`. */
const comparedText = /(['%])\d{7,15}(?=['%])/g;
/**
 * A North American number without its country. The third digit pair keeps ids, times and amounts apart:
 * neither area code nor exchange begins with 0 or 1, and an id in a path stands behind a slash.
 */
const nationalText =
  /(?<![\w/.+-])(?:1[\s.-]?)?(?:\([2-9]\d\d\)\s?|[2-9]\d\d[\s.-]?)[2-9]\d\d[\s.-]?\d{4}(?![\w-]|\.\d)/g;
/** What each of these needs to find anything. Most texts of a call have none of it, and reading them six times over costs more than sending. */
const suspect = /[@=:+]|%2B|\d{4}|bearer|basic/i;
const secretWord = /token|secret|password|signature|api[-_]?key|authorization/i;
const bearerWord = /bearer|basic/i;
const fourDigits = /\d{4}/;
/** Times and ids of our own, which are neither. */
const plain = /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z|[a-z]{2,5}_[0-9a-hjkmnp-tv-z]{26})$/;
const dateText = /^\d{4}-\d\d-\d\d|^\d{4}\.\d\d\.\d\d/;

const maskNumber = (text: string): string => `${text.slice(0, 2)}…${text.replace(/\D/g, '').slice(-2)}`;
const maskEnds = (text: string): string => (text.length <= 4 ? '…' : `${text.slice(0, 2)}…${text.slice(-2)}`);

/** Free text as the attempt log may show it. */
export const redactText = (text: string): string => {
  // What is shown ends there anyway, and a body of megabytes would cost seconds.
  const start = text.slice(0, longest);
  if (!suspect.test(start) || plain.test(start)) return start;
  let shown = start;
  if (secretWord.test(shown)) shown = shown.replace(secretText, '$1[secret]');
  if (bearerWord.test(shown)) shown = shown.replace(bearerText, '$1 [secret]');
  if (shown.includes('@')) shown = shown.replace(addressText, '…@…');
  if (shown.includes('+') || shown.includes('%2B')) shown = shown.replace(internationalText, maskNumber);
  if (!fourDigits.test(shown)) return shown;
  return shown
    .replace(comparedText, '$1…')
    .replace(nationalText, (match) => (dateText.test(match) ? match : maskNumber(match)));
};

/** A path and query as the attempt log may show it: readable, because decoded. */
export const redactPath = (path: string): string => {
  try {
    return redactText(decodeURIComponent(path));
  } catch {
    return redactText(path);
  }
};

/** What the name of a value says about it. */
interface Kind {
  readonly secret: boolean;
  readonly personal: boolean;
  readonly phone: boolean;
  /** Digits under it are no phone number, however much they look like one. */
  readonly id: boolean;
  readonly subject: boolean;
  readonly value: boolean;
}

/** Bodies use the same few names over and over. Some are made up by people, so the list has an end. */
const kinds = new Map<string, Kind>();
const mostKinds = 2_000;

const kindOf = (name: string): Kind => {
  const known = kinds.get(name);
  if (known) return known;
  const kind = {
    secret: secretName.test(name),
    personal: personalName.test(name),
    phone: /phone|mobile/i.test(name),
    id: idName.test(name),
    subject: subjectName.test(name),
    value: valueName.test(name),
  };
  if (kinds.size >= mostKinds) kinds.clear();
  kinds.set(name, kind);
  return kind;
};

const unnamed = kindOf('');
const phone = kindOf('phone');

const mask = (kind: Kind, value: unknown, depth: number): unknown => {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (kind.secret && typeof value !== 'number') return '[secret]';
  if (typeof value === 'number') return kind.phone ? maskNumber(String(value)) : value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string' && kind.personal) return maskEnds(value);
  if (typeof value === 'string')
    return kind.id && digits.test(value) ? value.slice(0, longest) : redactText(value);
  if (typeof value !== 'object') return undefined;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.map((item) => mask(kind, item, depth + 1));
  if (value instanceof Date) return value;
  const named = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(named);
  const personal = keys.some((key) => {
    const subject = kindOf(key).subject ? named[key] : null;
    return typeof subject === 'string' && personalName.test(subject);
  });
  const made: Record<string, unknown> = {};
  for (const key of keys) {
    const own = kindOf(key);
    made[key] = mask(personal && own.value ? phone : own, named[key], depth + 1);
  }
  return made;
};

const parsed = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/**
 * A body as the attempt log may show it: no token, no phone number, no mail address, at most 4,000
 * characters. Ids, amounts and times stay readable.
 */
export const redact = (body: unknown): string => {
  if (body === undefined) return '';
  const content = typeof body === 'string' ? parsed(body) : body;
  const text = typeof content === 'string' ? content : (JSON.stringify(mask(unnamed, content, 0)) ?? '');
  const shown = typeof content === 'string' ? redactText(content) : text.slice(0, longest);
  return text.length > longest ? `${shown}… (${text.length} characters)` : shown;
};
