import { isUtf8 } from 'node:buffer';
import {
  type BodyType,
  bodyTypes,
  type CarrierMessage,
  type CarrierRequest,
  type Json,
} from '../../integrations/kit/carrier.ts';

/** Bytes of a body. The largest form a carrier sends has under 4 kB, the largest JSON under 20. */
export const bodyLimit = 64 * 1024;
/** Lists and objects inside each other. */
const deepest = 32;

export type Body = Pick<CarrierRequest, 'bodyType' | 'rawBody' | 'params' | 'json'> & {
  readonly repeated: Readonly<Record<string, readonly string[]>>;
};

/** A body nobody reads; answered with `statusCode` and the message. */
class BodyRefused extends Error {
  override readonly name = 'BodyRefused';
  readonly statusCode: 400 | 415;
  constructor(message: string, statusCode: 400 | 415 = 400) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** What to tell who sends another type. */
export const wantedTypes = (types: readonly BodyType[]): string =>
  `Send the body as ${types.map((type) => `\`${type}\``).join(' or ')}.`;

const isBodyType = (text: string | undefined): text is BodyType => bodyTypes.some((type) => type === text);

const readForm = (text: string): Pick<Body, 'params' | 'repeated'> => {
  const fields = [...new URLSearchParams(text)];
  const values = Map.groupBy(fields, ([name]) => name);
  const repeated = [...values].filter(([, all]) => all.length > 1);
  return {
    params: Object.fromEntries(fields),
    repeated: Object.fromEntries(repeated.map(([name, all]) => [name, all.map(([, value]) => value)])),
  };
};

const isTooDeep = (json: Json, depth = 0): boolean =>
  typeof json === 'object' &&
  json !== null &&
  (depth >= deepest || Object.values(json).some((part: Json) => isTooDeep(part, depth + 1)));

const readJson = (text: string): Json => {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BodyRefused('The body is not JSON.'); // what JSON.parse says would repeat the body
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new BodyRefused('The body must be a JSON object.');
  if (isTooDeep(json)) throw new BodyRefused(`The body nests deeper than ${deepest} levels.`);
  return json;
};

/**
 * Reads a body as its carrier declares it, before anybody knows who sent it: bounded in bytes and
 * depth. `contentType` is the header as it came; a body without one must be empty. Throws what the route answers.
 */
export const readBody = (
  types: readonly BodyType[],
  contentType: string | undefined,
  rawBody: Uint8Array,
): Body => {
  const told = contentType?.split(';')[0]?.trim().toLowerCase();
  const bodyType = told || rawBody.length > 0 ? told : types[0];
  if (!isBodyType(bodyType) || !types.includes(bodyType)) throw new BodyRefused(wantedTypes(types), 415);
  if (!isUtf8(rawBody)) throw new BodyRefused('The body is not UTF-8.');
  const text = Buffer.from(rawBody).toString('utf8');
  if (bodyType === 'application/json')
    return { bodyType, rawBody, params: {}, repeated: {}, json: readJson(text) };
  return { bodyType, rawBody, json: null, ...readForm(text) };
};

/** PostgreSQL stores neither NUL nor half a character; nothing a carrier says needs one. */
const cleanText = (text: string): string => text.replaceAll('\0', '').toWellFormed();

const cleanJson = (json: Json): Json => {
  if (typeof json === 'string') return cleanText(json);
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(cleanJson);
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [cleanText(name), cleanJson(value)]));
};

/** What of a request is kept, as it can be stored. */
export const messageOf = ({ callback, params, json, place, receivedAt }: CarrierRequest): CarrierMessage => ({
  callback,
  params: Object.fromEntries(
    Object.entries(params).map(([name, value]) => [cleanText(name), cleanText(value)]),
  ),
  json: cleanJson(json),
  place,
  receivedAt,
});
