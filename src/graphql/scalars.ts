import './reflect.ts';
import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';

/** What goes out is ISO 8601 in UTC already; parsing it once more cost a tenth of a page of calls. */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTime.toConfig(),
  description: 'A moment, ISO 8601 with milliseconds in UTC: `2026-11-20T15:04:05.000Z`.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
});

export const JsonObject = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  description: 'A JSON object, for settings whose fields an integration declares.',
});
