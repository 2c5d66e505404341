import { expect, it } from 'vitest';
import { nounWords } from './noun-words.ts';

it.each([
  ['Call', 'a call', 'calls'],
  ['AuditEntry', 'an audit entry', 'audit entries'],
  ['ApiKey', 'an API key', 'API keys'],
  ['Company', 'a company', 'companies'],
  ['LinkedAccount', 'a linked account', 'linked accounts'],
  ['ScoreCriterion', 'a score criterion', 'score criteria'],
])('says %s as a sentence does', (type, withArticle, many) => {
  expect(nounWords(type)).toMatchObject({ withArticle, many });
});
