import './reflect.ts';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';

/** The years ISO 8601 and PostgreSQL write alike; moved to UTC a time may fall out of them. */
const first = Date.parse('0001-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

const inRange = (date: Date): Date => {
  if (date.getTime() >= first && date.getTime() <= last) return date;
  throw new GraphQLError('DateTime must lie in the years 1 to 9999, in UTC.');
};

const { parseValue, parseLiteral, ...config } = GraphQLDateTime.toConfig();

/** What goes out is ISO 8601 in UTC already; parsing it once more cost a tenth of a page of calls. */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...config,
  description: 'A moment, ISO 8601 with milliseconds in UTC: `2026-11-20T15:04:05.000Z`.',
  parseValue: (value) => inRange(parseValue(value)),
  parseLiteral: (node, variables) => inRange(parseLiteral(node, variables)),
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
});

export const JsonObject = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  description: 'A JSON object, for settings whose fields an integration declares.',
});

export const JsonValue = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: 'JsonValue',
  description: 'A JSON value, where its kind is declared elsewhere.',
});
