import { z } from 'zod';
import { Refusal } from '../errors.ts';

/** An e-mail address somebody gave; a blank is none. */
export const emailIn = (given: string | null): string | null => {
  const text = given?.trim() || null;
  if (text === null || (text.length <= 254 && z.email().safeParse(text).success)) return text;
  throw new Refusal('INVALID', 'This is not an e-mail address like robin@plumber.example.', 'input.email');
};
