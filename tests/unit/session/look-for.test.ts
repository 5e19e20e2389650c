import { expect, test } from 'vitest';
import { searchFor } from '../../../src/session/look-for';

test.each([
  ['a Fox', Buffer.from('xx a fOX yy')],
  ['rote Äpfel', Buffer.from('rote Äpfel')],
  ['a fox', Buffer.from('..a fox', 'utf16le')],
  ['a fox', Buffer.from('https://host/?q=a%20fox')],
  ['狐', Buffer.from('狐', 'utf16le')],
])('%s is found, in either case and however text is written down', (words, held) => {
  expect(searchFor(words)(held)).toBe(true);
});

test('words that are not there are not found', () => {
  expect(searchFor('a fox')(Buffer.from('a f ox, a box'))).toBe(false);
});
