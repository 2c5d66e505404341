import { type ClassType, ID, InputType, Int } from 'type-graphql';
import { z } from 'zod';
import { meaningOf } from '../automation/given.ts';
import { addField } from './add-field.ts';
import { callEnum } from './call-enums.ts';
import { JsonObject, JsonValue } from './scalars.ts';

export const addOptional = (target: ClassType, name: string, type: () => object, description: string): void =>
  addField(target, name, type, { nullable: true, description });

export const inputClass = (name: string, description: string): ClassType => {
  const target = class {};
  InputType(name, { description })(target);
  return target;
};

const made = new Map<z.ZodObject, ClassType>();

const typeOf = (type: unknown): object => {
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable) return typeOf(type.unwrap());
  if (type instanceof z.ZodArray) return [typeOf(type.element)];
  if (type instanceof z.ZodRecord) return JsonObject;
  if (type instanceof z.ZodUnknown) return JsonValue;
  if (type instanceof z.ZodBoolean) return Boolean;
  if (type instanceof z.ZodNumber) return type.isInt ? Int : Number;
  if (type instanceof z.ZodString) return meaningOf(type).noun ? ID : String;
  const { apiName } = type instanceof z.ZodType ? meaningOf(type) : {};
  if (type instanceof z.ZodObject && apiName) return inputOf(type, apiName, '');
  const found = type instanceof z.ZodEnum && apiName ? callEnum(apiName) : undefined;
  if (found) return found;
  throw new Error(`A setting has no type in the API (apiName: ${apiName ?? 'none'}).`);
};

/** What `@Field` would say of one setting, nullable if it may be left out. */
export const addSetting = (target: ClassType, name: string, type: z.ZodType, description?: string): void => {
  const graphql = typeOf(type);
  const optional = type.safeParse(undefined).success || type.safeParse(null).success;
  addField(target, name, () => graphql, {
    nullable: optional,
    description: description ?? meaningOf(type).description ?? '',
  });
};

/**
 * The input of settings that are declared as a zod object. It is called as its meaning says, else by `name`;
 * one that several share is made once.
 */
export const inputOf = (settings: z.ZodObject, name: string, description: string): ClassType => {
  const known = made.get(settings);
  if (known) return known;
  const meaning = meaningOf(settings);
  const input = inputClass(meaning.apiName ?? name, meaning.description ?? description);
  made.set(settings, input);
  for (const [field, type] of Object.entries(settings.shape)) addSetting(input, field, type as z.ZodType);
  return input;
};
